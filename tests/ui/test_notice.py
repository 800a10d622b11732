from __future__ import annotations

from desktop.sentences import Sentence
from tests.support.window_pictures import Scene


def test_it_takes_no_room_until_there_is_something_to_say(scene: Scene) -> None:
    notice = scene.window.notice
    assert notice.isHidden()
    scene.model.notices.show(Sentence("The number {number} does not exist.", number="999"))
    assert notice.isVisible()
    assert notice.text.text() == notice.accessibleName() == "The number 999 does not exist."
    notice.close_button.click()
    assert notice.isHidden()
