"""How do you reach the telephone system: server, log-in, station, dialling rules. Opened with ``open()``."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.parts import ActionButton, Check, Choice, IconButton, Look, set_property
from desktop.ui.theme import UNIT
from desktop.viewmodels.connection import KINDS, ConnectionForm, check, kind_of, port_for, usual_port


class ConnectionDialog(QDialog):
    """Takes a form and gives one back; what is wrong stands under its field until it is right."""

    saved = Signal(object)
    """The new ConnectionForm, once it is without a problem."""

    def __init__(self, initial: ConnectionForm, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._initial = initial
        self.fields: dict[str, QLineEdit] = {}
        self.problems: dict[str, QLabel] = {}
        self.setWindowTitle(look.tr("Connection"))
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._form.setHorizontalSpacing(2 * UNIT)
        self._form.setVerticalSpacing(6)
        self._build()
        self._shut()
        self._frame()
        self.resize(440, 640)

    def _build(self) -> None:
        tr, initial = self._look.tr, self._initial
        if initial.fixed:
            self.told = QLabel(tr("What cannot be changed here is fixed by your administrator."))
            self.told.setWordWrap(True)
            self._form.addRow(self.told)
        self._heading(tr("Telephone system"))
        self._line("server", tr("&Server"), initial.server, "192.168.1.2")
        self._line("port", tr("&Port"), str(initial.port), str(usual_port(initial.dialect)))
        self.kind = self._kinds(tr("&Kind"))
        self.tls = Check(self._look, tr("Encrypted with &TLS"))
        self.tls.setChecked(initial.tls)
        self._form.addRow("", self.tls)
        self._line("ca_file", tr("CA &file"), initial.ca_file, tr("only the system's authorities"), browse=True)
        self._heading(tr("Log-in"))
        self._line("user", tr("&User"), initial.user, "AMHOST")
        password = self._line("password", tr("Pass&word"), initial.password or "")
        password.setEchoMode(QLineEdit.EchoMode.Password)
        if initial.password is None:
            password.setPlaceholderText(tr("unchanged"))
        self._heading(tr("My telephone"))
        self._line("station", tr("Mo&nitored number"), initial.station, "214")
        self._line("controlling", tr("&Dials from"), initial.controlling, tr("the same number"))
        self._heading(tr("Dialling"))
        self._line("trunk_code", tr("T&runk code"), initial.trunk_code, "0")
        self._line("country_code", tr("&Country code"), initial.country_code, "49")
        self._line("area_code", tr("&Area code"), initial.area_code, "89")
        self.tls.toggled.connect(self._show_tls)
        self._show_tls()

    def _shut(self) -> None:
        """What a policy decides is shown, and cannot be changed."""
        others: dict[str, QWidget] = {"dialect": self.kind, "tls": self.tls}
        for name in self._initial.fixed:
            widget = self.fields.get(name) or others[name]
            widget.setEnabled(False)
            widget.setToolTip(self._look.tr("Fixed by your administrator"))

    def _frame(self) -> None:
        inner = QWidget()
        inner.setObjectName("plain")
        inner.setLayout(self._form)
        self._form.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        self.save_button = ActionButton(self._look, "check", self._look.tr("Save"), "primary")
        self.save_button.setDefault(True)
        self.cancel_button = ActionButton(self._look, "", self._look.tr("Cancel"))
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        for button in (self.save_button, self.cancel_button):
            button.setProperty("wide", "true")
        row = QHBoxLayout()
        row.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 2 * UNIT)
        row.setSpacing(UNIT)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(row)

    def form(self) -> ConnectionForm:
        """What the fields say now."""
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        password: str | None = self.fields["password"].text()
        if not password and self._initial.password is None:
            password = None
        port = int(texts["port"]) if texts["port"].isascii() and texts["port"].isdigit() else 0
        country = texts["country_code"].lstrip("+").removeprefix("00")
        return ConnectionForm(
            server=texts["server"], port=port, tls=self.tls.isChecked(), ca_file=texts["ca_file"],
            user=texts["user"], password=password, station=texts["station"], controlling=texts["controlling"],
            trunk_code=texts["trunk_code"], country_code=country, area_code=texts["area_code"],
            dialect=self.kind.currentData(), fixed=self._initial.fixed,
        )  # fmt: skip

    def accept(self) -> None:
        """Qt's name for Save: gives the form, or shows what is wrong with it and stays."""
        form = self.form()
        wrong = self._check(form)
        if wrong:
            first = self.fields[wrong[0]]
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(first)
            return
        super().accept()
        self.saved.emit(form)

    def _check(self, form: ConnectionForm) -> list[str]:
        found = check(form)
        for name, label in self.problems.items():
            text = self._look.tr(found[name]) if name in found else ""
            label.setText(text)
            label.setVisible(bool(text))
            self.fields[name].setAccessibleDescription(text)
            set_property(self.fields[name], "wrong", "true" if text else "false")
        return [name for name in self.fields if name in found]

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        label.setFont(self._look.theme.font("title"))
        label.setContentsMargins(0, UNIT, 0, 2)
        self._form.addRow(label)

    def _line(self, name: str, label: str, value: str, example: str = "", browse: bool = False) -> QLineEdit:
        field = QLineEdit(value)
        field.setPlaceholderText(example)
        self._add(name, label, field, browse)
        return field

    def _add(self, name: str, label: str, field: QLineEdit, browse: bool = False) -> None:
        field.setProperty("box", "true")
        field.setAccessibleName(label.replace("&", ""))
        problem = QLabel()
        problem.setProperty("tone", "failed")
        problem.setFont(self._look.theme.font("small"))
        problem.setWordWrap(True)
        problem.hide()
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(UNIT // 2)
        row.addWidget(field, 1)
        if browse:
            self._browse = IconButton(self._look, "folder-open", self._look.tr("Choose a file"))
            self._browse.clicked.connect(self._choose_file)
            row.addWidget(self._browse)
        column.addLayout(row)
        column.addWidget(problem)
        self._form.addRow(self._caption(label, field), cell)
        self.fields[name] = field
        self.problems[name] = problem
        field.textEdited.connect(self._mend)

    def _caption(self, label: str, field: QWidget) -> QLabel:
        caption = QLabel(label)
        caption.setBuddy(field)
        caption.setContentsMargins(0, 4, 0, 0)
        return caption

    def _kinds(self, label: str) -> QComboBox:
        """Add the choice between kinds of telephone systems; a usual port follows it."""
        tr, chosen = self._look.tr, self._initial.dialect
        field = Choice(self._look)
        for name, title in KINDS:
            field.addItem(tr(title), chosen if name == kind_of(chosen) else name)
        field.setCurrentIndex(field.findData(chosen))
        field.setAccessibleName(tr("Kind of telephone system"))
        self._form.addRow(self._caption(label, field), field)
        field.currentIndexChanged.connect(self._follow_kind)
        self._port_of = chosen
        return field

    def _follow_kind(self) -> None:
        port, dialect = self.fields["port"], self.kind.currentData()
        port.setText(port_for(port.text(), self._port_of, dialect))
        port.setPlaceholderText(str(usual_port(dialect)))
        self._port_of = dialect
        self._mend()

    def _mend(self) -> None:
        """While something is marked as wrong, look again at every key."""
        if any(not label.isHidden() for label in self.problems.values()):
            self._check(self.form())

    def _show_tls(self) -> None:
        for widget in (self.fields["ca_file"], self._browse):
            widget.setEnabled(self.tls.isChecked() and "ca_file" not in self._initial.fixed)

    def _choose_file(self) -> None:
        dialog = QFileDialog(
            self, self._look.tr("Choose a file"), "", self._look.tr("Certificates") + " (*.pem *.crt *.cer)"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.fields["ca_file"].setText)
        dialog.open()
