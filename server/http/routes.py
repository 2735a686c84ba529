"""The routes of the HTTP API: one table. Starlette's routes and the OpenAPI description are made from it."""

from server.auth import permissions
from server.ground import api, api_care, api_rooms
from server.http import care, console, live_rooms, looks, people, places, reporting, rights, signing_in
from server.http.door import ApiRoute
from server.http.routes_one_to_one import ONE_TO_ONE_ROUTES
from server.http.routes_quality import QUALITY_ROUTES
from server.http.routes_shifts import SHIFT_ROUTES
from server.http.routes_staff import STAFF_ROUTES

ROUTES: tuple[ApiRoute, ...] = (
    # Looking before joining
    ApiRoute("GET", "/api/rooms", "directory.read", places.rooms, api.Rooms),
    ApiRoute("GET", "/api/rooms/{slug}", "directory.read", places.room, api.RoomCard, refusals=("not_found",)),
    ApiRoute("GET", "/api/countries", "help.read", places.countries, api.Countries),
    ApiRoute("GET", "/api/help/{country}", "help.read", places.help_in, api.Help, refusals=("country_unknown",)),
    ApiRoute("GET", "/api/pseudonyms", "account.register", people.free_names, api.Pseudonyms),
    ApiRoute("GET", "/api/consent", "account.register", people.consent_in_force, api.Consent),
    # Accounts
    ApiRoute(
        "POST", "/api/accounts", "account.register", people.register, api.Me, api.Registration, 201,
        refusals=("pseudonym_taken", "pseudonym_unusable", "pseudonym_staff", "passphrase_weak", "passphrase_long",
                  "age_not_confirmed", "consent_outdated", "country_unknown", "invitation_used", "busy", "work_needed"),
    ),
    ApiRoute(
        "POST", "/api/session", "session.start", people.sign_in, api.Me, api.SignIn,
        refusals=("wrong_credentials", "suspended", "busy", "work_needed"),
    ),
    ApiRoute(
        "POST", "/api/passkeys/options", "session.start", signing_in.ask_passkey, api.PasskeyOptions,
        refusals=("too_fast",),
    ),
    ApiRoute(
        "POST", "/api/passkeys/session", "session.start", signing_in.come_in_by_passkey, api.Me, api.PasskeySignIn,
        refusals=("passkey_wrong", "suspended"),
    ),
    ApiRoute(
        "POST", "/api/recovery", "session.start", signing_in.recover, api.Me, api.Recovering,
        refusals=("recovery_wrong", "passphrase_weak", "passphrase_long", "suspended", "busy", "work_needed"),
    ),
    ApiRoute("DELETE", "/api/session", "session.end", people.sign_out, None),
    ApiRoute("GET", "/api/me", "account.read", people.me, api.Me),
    ApiRoute(
        "PUT", "/api/me/country", "account.change", people.choose_country, api.Me, api.CountryChoice,
        refusals=("country_unknown",),
    ),
    # One's rights
    ApiRoute(
        "POST", "/api/me/export", "account.export", rights.export, None, api.Proof,
        refusals=("proof_wrong", "too_fast", "busy"), file="application/zip",
    ),
    ApiRoute("GET", "/api/me/agreements", "account.agree", rights.agreements, api.Agreements),
    ApiRoute(
        "POST", "/api/me/agreements", "account.agree", rights.agree_to, None, api.Agreed,
        refusals=("consent_outdated",),
    ),
    ApiRoute("GET", "/api/me/erasure", "account.erase", rights.what_stays, api.ErasureNotice),
    ApiRoute(
        "POST", "/api/me/erasure", "account.erase", rights.erase, None, api.Proof,
        refusals=("proof_wrong", "too_fast", "busy"),
    ),
    # That it is still the same person, and where they are signed in
    ApiRoute(
        "POST", "/api/me/proof", "account.prove", signing_in.prove, None, api.StepUp,
        refusals=("proof_wrong", "code_wrong", "passkey_wrong", "too_fast", "busy"),
    ),
    ApiRoute(
        "POST", "/api/me/passkeys/options", "passkey.make", signing_in.begin_passkey, api.PasskeyOptions,
        refusals=("bad_request",),
    ),
    ApiRoute(
        "POST", "/api/me/passkeys", "passkey.make", signing_in.make_passkey, None, api.PasskeyMade,
        refusals=("passkey_wrong",),
    ),
    ApiRoute(
        "DELETE", "/api/me/passkeys/{id:uuid}", "passkey.make", signing_in.remove_passkey, None,
        refusals=("not_found",),
    ),
    ApiRoute("GET", "/api/me/second", "second.read", signing_in.second_proofs, api.SecondProofs),
    ApiRoute("POST", "/api/me/totp", "second.set_up", signing_in.new_totp, api.NewTotp),
    ApiRoute(
        "PUT", "/api/me/totp", "second.set_up", signing_in.set_up_totp, None, api.Totp,
        refusals=("code_wrong", "bad_request", "too_fast"),
    ),
    ApiRoute(
        "PUT", "/api/me/passphrase", "passphrase.change", signing_in.change_passphrase, None, api.NewPassphrase,
        refusals=("proof_wrong", "passphrase_weak", "passphrase_long", "too_fast", "busy"),
    ),
    ApiRoute("GET", "/api/me/recovery", "recovery.read", signing_in.recovery_made, api.RecoveryMade),
    ApiRoute(
        "POST", "/api/me/recovery", "recovery.make", signing_in.make_recovery, api.RecoveryWords, status=201,
        refusals=("too_fast", "busy"),
    ),
    ApiRoute("DELETE", "/api/me/recovery", "recovery.make", signing_in.forget_recovery, None),
    ApiRoute("GET", "/api/me/sessions", "session.list", signing_in.my_sessions, api.MySessions),
    ApiRoute("DELETE", "/api/me/sessions", "session.end_any", people.sign_out_everywhere, None),
    ApiRoute(
        "PUT", "/api/me/sessions/{id:uuid}", "session.end_any", signing_in.name_session, None, api.SessionName,
        refusals=("not_found",),
    ),
    ApiRoute(
        "DELETE", "/api/me/sessions/{id:uuid}", "session.end_any", signing_in.end_session, None,
        refusals=("not_found",),
    ),
    ApiRoute(
        "POST", "/api/me/roles", "role.accept", people.accept_role, None, api.RoleAccepted,
        refusals=("invitation_used", "proof_wrong", "too_fast", "busy"),
    ),
    # Rooms
    ApiRoute(
        "POST", "/api/rooms/{id:uuid}/membership", "room.join", places.join, api.MyRoom,
        refusals=("not_found", "room_closed", "account_new", "removal", "suspension", "too_fast"),
    ),
    ApiRoute("DELETE", "/api/rooms/{id:uuid}/membership", "room.leave", places.leave, None),
    ApiRoute(
        "GET", "/api/rooms/{id:uuid}/messages", "room.read", places.history, api.History,
        query={"before": "Messages before this position; left out, the newest."},
        refusals=("not_a_member", "bad_request"),
    ),
    ApiRoute(
        "DELETE", "/api/messages/{id:uuid}", "message.remove_own", places.remove_own, None,
        refusals=("not_found",),
    ),
    ApiRoute(
        "POST", "/api/help-requests", "moderator.ask", places.ask_for_moderator, api.Asked,
        api.AskForModerator, refusals=("too_fast",),
    ),
    ApiRoute(
        "POST", "/api/reports", "report.make", reporting.report, api.Reported, api.Report,
        refusals=("not_found", "report_own", "report_too_late", "too_fast", "bad_request"),
    ),
    ApiRoute("GET", "/api/me/looks", "looks.read", looks.mine, api.Looks),
    # What one says to a decision
    ApiRoute(
        "POST", "/api/appeals", "appeal.make", people.appeal, api.Receipt, api.Appeal, 201,
        refusals=("not_appealable", "already_appealed", "too_fast"),
    ),
    ApiRoute(
        "POST", "/api/complaints", "complaint.make", people.complain, api.Receipt, api.Complaint, 201,
        refusals=("too_fast",),
    ),
    ApiRoute("GET", "/api/complaints", "complaint.make", people.complaint, api.Waiting),
    # A follow-up at a time one chooses; whether one's case may be handed over
    ApiRoute("GET", "/api/me/follow-up", "care.own", care.follow_up, api_care.MyFollowUp),
    ApiRoute(
        "PUT", "/api/me/follow-up", "care.own", care.choose_follow_up, api_care.MyFollowUp, api_care.FollowUpTime,
        refusals=("not_found",),
    ),
    ApiRoute(
        "DELETE", "/api/me/follow-up", "care.own", care.decline_follow_up, api_care.MyFollowUp, refusals=("not_found",)
    ),
    ApiRoute("GET", "/api/me/hand-overs", "care.own", care.hand_overs, api_care.MyHandOvers),
    ApiRoute(
        "PUT", "/api/me/hand-overs/{id:uuid}", "care.own", care.answer_hand_over, api_care.MyHandOvers,
        api_care.HandOverAnswer, refusals=("not_found", "act_not_possible"),
    ),
    *ONE_TO_ONE_ROUTES,
    # The console
    ApiRoute(
        "GET", "/api/console/cases", "case.list", console.cases, api.Cases,
        query={"keep": "1: one is at the desk, so the cases one has stay one's own for two more minutes."},
    ),
    ApiRoute(
        "GET", "/api/console/cases/{id:uuid}", "case.read", console.case, api.CaseView,
        query={"context": "1: also what came before. Every look is recorded."},
        refusals=("not_found", "conflict_of_interest", "for_others"),
    ),
    ApiRoute(
        "POST", "/api/console/cases/{id:uuid}/acts", "case.act", console.act, api.CaseView, api.Act,
        refusals=("not_found", "conflict_of_interest", "for_others", "case_taken", "act_not_possible", "reason_missing",
                  "reason_unusable"),
    ),
    ApiRoute(
        "GET", "/api/console/cases/{id:uuid}/reporters", "report.who", reporting.who, api.Reporters,
        refusals=("not_found", "conflict_of_interest"),
    ),
    ApiRoute(
        "PUT", "/api/console/cases/{id:uuid}/looks", "looks.put_off", looks.put_off, api.CaseView, api.PutOff,
        refusals=("not_found", "conflict_of_interest", "reason_missing", "bad_request"),
    ),
    ApiRoute(
        "GET", "/api/console/cases/{id:uuid}/pack", "case.act", care.pack, None, file="text/html",
        query={"keep": "1: as a file. Every look is recorded."},
        refusals=("not_found", "conflict_of_interest", "case_taken", "act_not_possible"),
    ),
    # Live rooms
    ApiRoute("GET", "/api/console/rooms", "room.watch", live_rooms.live_rooms, api_rooms.LiveRooms),
    ApiRoute(
        "POST", "/api/console/rooms/{id:uuid}/acts", "room.act", live_rooms.act_on_room, api_rooms.LiveRooms,
        api_rooms.RoomAct, refusals=("not_found", "act_not_possible", "reason_missing", "bad_request"),
    ),
    ApiRoute(
        "PUT", "/api/console/rooms/{id:uuid}/watch", "room.watch", live_rooms.look_after_room, api_rooms.LiveRooms,
        api_rooms.Watching, refusals=("not_found", "act_not_possible"),
    ),
    ApiRoute(
        "POST", "/api/console/rooms/{id:uuid}/membership", "room.act", live_rooms.join_as_moderator,
        api_rooms.LiveRooms, refusals=("not_found",),
    ),
    ApiRoute(
        "POST", "/api/console/rooms/{id:uuid}/conversations", "room.act", live_rooms.reach_out, api_rooms.ReachedOut,
        api_rooms.ReachOut,
        refusals=("not_found", "act_not_possible", "case_taken", "conflict_of_interest", "reason_missing"),
    ),
    ApiRoute(
        "PUT", "/api/console/rooms/{id:uuid}/facilitators", "facilitator.appoint", live_rooms.appoint_facilitator,
        api_rooms.LiveRooms, api_rooms.FacilitatorWanted, refusals=("not_found", "bad_request"),
    ),
    # Facilitators, in their own rooms
    ApiRoute("GET", "/api/facilitating", "room.facilitate", live_rooms.my_facilitating, api_rooms.MyFacilitating),
    ApiRoute(
        "POST", "/api/facilitating/{id:uuid}/acts", "room.facilitate", live_rooms.facilitate, api_rooms.MyFacilitating,
        api_rooms.FacilitatorAct, refusals=("not_found", "act_not_possible", "bad_request"),
    ),
    ApiRoute(
        "POST", "/api/facilitating/{id:uuid}/hidden", "room.facilitate", live_rooms.hide_message,
        api_rooms.MyFacilitating, api_rooms.Hide,
        refusals=("not_found", "act_not_possible", "report_own", "too_fast"),
    ),
    ApiRoute(
        "POST", "/api/facilitating/{id:uuid}/calls", "room.facilitate", live_rooms.call_moderator,
        api_rooms.MyFacilitating, refusals=("not_found", "too_fast"),
    ),
    ApiRoute("GET", "/api/console/duty", "duty.change", console.duty, api.DutyView),
    ApiRoute(
        "PUT", "/api/console/duty", "duty.change", console.change_duty, api.DutyView, api.Duty,
        refusals=("act_not_possible",),
    ),
    *QUALITY_ROUTES,
    *SHIFT_ROUTES,
    *STAFF_ROUTES,
)  # fmt: skip

assert all(route.permission in permissions.PERMISSIONS for route in ROUTES)
