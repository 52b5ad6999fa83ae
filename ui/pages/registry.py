"""Which class shows which page of the rail. Classes are fetched when first needed: the start stays light."""

from __future__ import annotations

from ui.desk import Desk
from ui.pages.page import Page


def make(page: str, desk: Desk) -> Page:
    """The page of a rail item. Raises KeyError for a page no rail has."""
    # imports stand inside, so that a window opens without loading ten pages
    if page == "contest":
        from ui.pages.contest_page import ContestPage

        return ContestPage(desk)
    if page == "report":
        from ui.pages.bundles_page import BundlesPage

        return BundlesPage(desk)
    if page == "certificates":
        from ui.pages.certificates_page import CertificatesPage

        return CertificatesPage(desk)
    if page == "recheck":
        from ui.pages.signoff_page import SignoffPage

        return SignoffPage(desk)
    if page == "ranking":
        from ui.pages.results_page import ResultsPage

        return ResultsPage(desk)
    if page == "checkin":
        from ui.pages.hall_page import HallPage

        return HallPage(desk)
    if page == "theory":
        from ui.pages.theory_page import TheoryPage

        return TheoryPage(desk)
    if page == "practical":
        from ui.pages.scoring_page import ScoringPage

        return ScoringPage(desk)
    if page == "registration":
        from ui.pages.registration_page import RegistrationPage

        return RegistrationPage(desk)
    if page == "audit":
        from ui.pages.audit_page import AuditPage

        return AuditPage(desk)
    if page.startswith("office_"):
        return _office(page, desk)
    raise KeyError(page)


def _office(page: str, desk: Desk) -> Page:
    """The pages of the office's rail."""
    if page == "office_inbox":
        from ui.pages.office_inbox import InboxPage

        return InboxPage(desk)
    if page == "office_conflicts":
        from ui.pages.office_conflicts import ConflictsPage

        return ConflictsPage(desk)
    if page == "office_merged":
        from ui.pages.office_merged import MergedPage

        return MergedPage(desk)
    from ui.pages.office_papers import OfficePapersPage

    return OfficePapersPage(desk)
