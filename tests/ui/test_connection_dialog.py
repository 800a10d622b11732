from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.connection_dialog import ConnectionDialog
from desktop.ui.parts import Look
from desktop.viewmodels.connection import ConnectionForm
from tests.support.window_pictures import Scene

FORM = ConnectionForm("192.168.1.2", 8800, True, "/etc/ssl/pbx.pem", "AMHOST", None, "214", "", "0", "49", "89")


@pytest.fixture
def dialog(look: Look, qtbot: QtBot) -> Iterator[ConnectionDialog]:
    dialog = ConnectionDialog(FORM, look)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog, timeout=5000):
        dialog.open()
        dialog.activateWindow()
    return dialog


def test_what_goes_in_comes_out(dialog: ConnectionDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.saved, timeout=1000) as saved:
        dialog.save_button.click()
    assert saved.args == [FORM]
    assert dialog.isHidden()


def test_what_is_typed_comes_out_without_blanks_and_plus(dialog: ConnectionDialog, qtbot: QtBot) -> None:
    for name, text in {
        "server": "  pbx.example.com ",
        "port": "8801",
        "country_code": "+43",
        "password": " geheim ",
    }.items():
        dialog.fields[name].clear()
        qtbot.keyClicks(dialog.fields[name], text)
    form = dialog.form()
    assert (form.server, form.port, form.country_code, form.password) == ("pbx.example.com", 8801, "43", " geheim ")


def test_what_an_administrator_fixed_cannot_be_changed(look: Look, qtbot: QtBot) -> None:
    fixed = frozenset({"server", "dialect", "tls", "ca_file"})
    dialog = ConnectionDialog(replace(FORM, fixed=fixed), look)
    qtbot.addWidget(dialog)
    for name, field in dialog.fields.items():
        assert field.isEnabled() is (name not in fixed), name
    assert not dialog.kind.isEnabled()
    assert not dialog.tls.isEnabled()
    assert dialog.fields["server"].toolTip() == "Fixed by your administrator"
    assert "administrator" in dialog.told.text()
    with qtbot.waitSignal(dialog.saved, timeout=1000) as saved:
        dialog.save_button.click()
    assert saved.args == [replace(FORM, fixed=fixed)]


def test_the_password_is_never_shown(dialog: ConnectionDialog) -> None:
    field = dialog.fields["password"]
    assert field.echoMode() == QLineEdit.EchoMode.Password
    field.setText("geheim-77777")
    assert "geheim" not in field.displayText()
    assert all("geheim" not in label.text() for label in dialog.findChildren(QLabel))


def test_a_stored_password_stays_unless_another_is_typed(dialog: ConnectionDialog) -> None:
    assert dialog.fields["password"].text() == ""
    assert dialog.fields["password"].placeholderText() == "unchanged"
    assert dialog.form().password is None


def test_what_is_wrong_stands_under_its_field_until_it_is_right(dialog: ConnectionDialog, qtbot: QtBot) -> None:
    dialog.fields["server"].clear()
    dialog.fields["area_code"].setText("089")
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.save_button.click()
    assert dialog.isVisible()
    server = dialog.problems["server"]
    assert server.isVisible()
    assert server.text() == dialog.fields["server"].accessibleDescription() != ""
    assert dialog.fields["server"].hasFocus()
    assert dialog.problems["area_code"].isVisible()
    assert dialog.problems["user"].isHidden()
    qtbot.keyClicks(dialog.fields["server"], "pbx")
    assert server.isHidden()
    assert dialog.problems["area_code"].isVisible()


@pytest.mark.parametrize("port", ["", "abc", "0", "70000", "²"])
def test_a_port_is_a_number(dialog: ConnectionDialog, port: str, qtbot: QtBot) -> None:
    dialog.fields["port"].setText(port)
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.save_button.click()
    assert dialog.problems["port"].isVisible()


def test_the_kind_is_chosen_with_the_keyboard_and_its_port_follows(dialog: ConnectionDialog, qtbot: QtBot) -> None:
    assert [dialog.kind.itemText(index) for index in range(dialog.kind.count())] == [
        "OpenScape Business or HiPath 3000",
        "Panasonic KX-TDE or KX-NS",
        "Alcatel OmniPCX Enterprise (log-in only)",
    ]
    dialog.fields["port"].setFocus()
    qtbot.keyClick(dialog.fields["port"], Qt.Key.Key_Tab)
    assert dialog.kind.hasFocus()
    qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert (dialog.form().dialect, dialog.form().port) == ("panasonic", 33333)
    assert dialog.fields["port"].placeholderText() == "33333"
    dialog.fields["port"].setText("4000")
    qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert (dialog.form().dialect, dialog.form().port) == ("alcatel", 4000)
    with qtbot.waitSignal(dialog.saved, timeout=1000) as saved:
        qtbot.keyClick(dialog.kind, Qt.Key.Key_Return)
    assert saved.args == [replace(FORM, dialect="alcatel", port=4000)]


def test_another_name_of_a_kind_stays_as_it_was_written(look: Look, qtbot: QtBot) -> None:
    for name in ("openscape", "panasonic"):
        dialog = ConnectionDialog(replace(FORM, dialect=name), look)
        qtbot.addWidget(dialog)
        assert dialog.form().dialect == name
        dialog.kind.setCurrentIndex((dialog.kind.currentIndex() + 1) % 3)
        dialog.kind.setCurrentIndex((dialog.kind.currentIndex() + 2) % 3)
        assert dialog.form() == replace(FORM, dialect=name)


def test_a_port_that_is_wrong_is_looked_at_again_when_another_kind_is_chosen(dialog: ConnectionDialog) -> None:
    dialog.fields["port"].clear()
    dialog.save_button.click()
    assert "8800" in dialog.problems["port"].text()
    dialog.kind.setCurrentIndex(1)
    assert dialog.problems["port"].isHidden()


def test_the_ca_file_can_be_given_only_with_tls(dialog: ConnectionDialog) -> None:
    assert dialog.fields["ca_file"].isEnabled()
    dialog.tls.setChecked(False)
    assert not dialog.fields["ca_file"].isEnabled()


def test_cancel_saves_nothing(dialog: ConnectionDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.saved):
        dialog.cancel_button.click()
    assert dialog.isHidden()


def test_every_field_has_a_label_with_a_key_of_its_own(dialog: ConnectionDialog) -> None:
    labels = [label for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    assert {label.buddy() for label in labels} == {*dialog.fields.values(), dialog.kind}
    keys = [label.text()[label.text().index("&") + 1].lower() for label in labels]
    assert len(set(keys)) == len(keys)
    assert all(label.buddy().accessibleName() for label in labels)


def test_the_window_opens_one_and_passes_on_what_is_saved(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.window.connection_wanted, timeout=1000):
        scene.window.menu.actions()[0].trigger()
    scene.window.open_connection(FORM)
    first = scene.window.connection_dialog
    scene.window.open_connection(FORM)
    assert scene.window.connection_dialog is first
    assert isinstance(first, ConnectionDialog)
    with qtbot.waitSignal(scene.window.connection_saved, timeout=1000) as saved:
        qtbot.keyClick(first.fields["area_code"], Qt.Key.Key_Return)
    assert saved.args == [FORM]
    assert scene.window.connection_dialog is None
