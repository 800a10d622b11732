"""German for the window's tests: long words show what a layout is worth (the catalogue is in resources)."""

from __future__ import annotations

from desktop.sentences import Sentence

WORDS = {
    "Name or number": "Name oder Nummer", "Call": "Anrufen", "Consult": "Rückfrage", "Transfer": "Verbinden",
    "Deflect": "Weiterleiten", "Forward": "Umleiten", "Answer": "Annehmen", "End": "Auflegen", "Reject": "Abweisen",
    "Hold": "Halten", "Retrieve": "Zurückholen", "Swap": "Makeln", "Back": "Zurück", "Conference": "Konferenz",
    "Tones": "Töne", "talking": "spricht", "on hold": "gehalten", "ringing": "klingelt", "calling": "ruft an",
    "free": "frei", "do not disturb": "Anrufschutz", "offline": "nicht verbunden", "consultation": "Rückfrage",
    "forwarded to {number}": "umgeleitet zu {number}", "forwarded by {name}": "weitergeleitet von {name}",
    "for {number}": "für {number}", "will dial {number}": "wählt {number}", "internal": "intern",
    "called yesterday": "gestern angerufen", "Events": "Ereignisse", "Filter": "Filtern",
    "connected to {server}": "verbunden mit {server}",
    "connecting to {server}": "Verbindung mit {server} wird aufgebaut",
    "not connected since {time}": "seit {time} nicht verbunden",
    "next try in {seconds} s": "nächster Versuch in {seconds} s",
    "the password is wrong": "das Kennwort ist falsch", "Try now": "Jetzt versuchen", "Menu": "Menü",
    "Consult whom, while {name} waits?": "Rückfrage bei wem, während {name} wartet?",
    "Forward my calls to whom?": "Meine Anrufe umleiten zu wem?", "Tones to {name}": "Töne an {name}",
    "not connected": "nicht verbunden", "Keypad": "Wähltastatur", "Cancel": "Abbrechen", "Save": "Speichern",
    "No call": "Kein Gespräch", "Nothing has happened yet": "Es ist noch nichts geschehen",
    "swap puts this call on hold": "Makeln hält dieses Gespräch",
    "{name} ({number}) is called": "{name} ({number}) wird angerufen",
    "{name} ({number}) has answered": "{name} ({number}) hat angenommen",
    "The call with {name} is on hold": "Das Gespräch mit {name} wird gehalten",
    "The call with {name} goes on": "Das Gespräch mit {name} geht weiter",
    "{a} and {b} are connected": "{a} und {b} sind verbunden", "{name} has hung up": "{name} hat aufgelegt",
    "{name} ({number}) calls": "{name} ({number}) ruft an", "{name} rings": "{name} klingelt",
    "The call was taken by {name}": "Den Anruf hat {name} angenommen", "Dialled {number}": "{number} gewählt",
    "The handset was lifted, or a call was prepared": "Der Hörer wurde abgehoben, oder ein Anruf wird vorbereitet",
    "the telephone there is out of order": "das Telefon dort ist gestört",
    "The number 999 does not exist.": "Die Nummer 999 gibt es nicht.",
    "this phone cannot be answered from the PC": "dieses Telefon lässt sich nicht vom PC aus annehmen",
    "Connection": "Verbindung", "Telephone system": "Telefonanlage", "&Server": "&Server", "&Port": "&Port",
    "Encrypted with &TLS": "Mit &TLS verschlüsselt", "CA &file": "Zertifizierungsstelle (&Datei)",
    "only the system's authorities": "nur die des Systems", "Log-in": "Anmeldung", "&User": "&Benutzer",
    "Pass&word": "Kenn&wort", "unchanged": "unverändert", "My telephone": "Mein Telefon",
    "Mo&nitored number": "Überwachte &Nummer", "&Dials from": "&Wählt von", "the same number": "dieselbe Nummer",
    "Dialling": "Wählen", "T&runk code": "&Amtskennziffer", "&Country code": "&Landesvorwahl",
    "&Area code": "&Ortsvorwahl", "Do not disturb": "Anrufschutz",
    "Enter the name or the address of the telephone system.": "Bitte Namen oder Adresse der Telefonanlage eingeben.",
    "Without the zero in front, for example 89 for Munich.": "Ohne die Null davor, zum Beispiel 89 für München.",
}  # fmt: skip


def german(message: Sentence | str, /, **facts: object) -> str:
    """Translate what is in :data:`WORDS`; the rest stays English."""
    msgid, places = (message.msgid, dict(message.facts)) if isinstance(message, Sentence) else (message, facts)
    texts = {name: german(fact) if isinstance(fact, Sentence) else str(fact) for name, fact in places.items()}
    text = WORDS.get(msgid, msgid)
    return text.format_map(texts) if texts else text


def english(message: Sentence | str, /, **facts: object) -> str:
    """English as it is."""
    sentence = message if isinstance(message, Sentence) else Sentence(message, **facts)
    return str(sentence)
