"""The language of the window: Chinese is the source, other languages are translations; switched while running."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources
from ui.theme import theme

LANGUAGES = ("zh", "en")


class Language:
    """Puts translators in and takes them out. Qt's own buttons and menus follow."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.current = "zh"

    def switch(self, language: str) -> None:
        """Speak `language` from now on; every widget gets a LanguageChange event.

        Raises ValueError for a language the program does not have.
        """
        if language not in LANGUAGES:
            raise ValueError(language)
        for old in self._installed:
            self._app.removeTranslator(old)
        self._installed = []
        self.current = language
        self._app.setProperty("language", language)
        theme().speak(language)
        zh = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
        QLocale.setDefault(zh if language == "zh" else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        if language == "zh":
            self._load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        else:
            self._load(f"app_{language}", str(resources.folder() / "translations"))

    def _load(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
