// Made by `python -m server.ground.generate` from server/ground/protocol.py and api.py. Do not edit.
export type ClientFrame = Hello | Open | Shut | Send | Typing | Watch | Ping;
export type ServerFrame =
  | Welcome
  | Staffed
  | Changes
  | Live
  | RoomState
  | Notices
  | Card
  | Sent
  | Refused
  | IsTyping
  | Here
  | Gone
  | Bell
  | Away
  | Pong;

/**
 * How far somebody has read a log. `epoch` changes when a database is restored from a back-up.
 */
export interface Cursor {
  epoch: string;
  at: number;
}
/**
 * First frame. `personal` is how far this client has read its own personal log, if it has.
 */
export interface Hello {
  t: "hello";
  protocol: number;
  personal?: Cursor | null;
}
/**
 * Show me this room, from `cursor` on if I have one. Answered by `changes` pages, then `live`.
 */
export interface Open {
  t: "open";
  room: string;
  cursor?: Cursor | null;
}
/**
 * Stop showing me this room. I stay a member.
 */
export interface Shut {
  t: "shut";
  room: string;
}
/**
 * Say `text` in a room. `client_id` is chosen by the client and stays the same on every retry:
 * the same id with the same text is stored once. Answered by `sent` or `refused`.
 */
export interface Send {
  t: "send";
  room: string;
  client_id: string;
  text: string;
}
/**
 * I am typing. Send at most every 3 seconds; it fades by itself after 6.
 */
export interface Typing {
  t: "typing";
  room: string;
}
/**
 * Moderators: tell me when the cases change. Answered by `bell` at once and at every change.
 */
export interface Watch {
  t: "watch";
}
/**
 * Are you there? Answered by `pong` with the same `n`.
 */
export interface Ping {
  t: "ping";
  n: number;
}
/**
 * The public projection of one message, the same for every member of the room.
 *
 * `text` is null unless `state` is "shown". "held": a moderator is looking at it, and it may come back.
 * `masked`: part of the text was replaced. `veiled`: a hard message, shown covered until the reader opens it.
 * `part`: whether a moderator wrote it, or a facilitator of the room. `by_author`: it was removed by whoever wrote it,
 * and not by a moderator.
 */
export interface Message {
  id: string;
  position: number;
  changed: number;
  member_id: string;
  alias: string;
  at: number;
  state?: "held" | "removed" | "shown";
  text?: string | null;
  masked?: boolean;
  veiled?: boolean;
  part?: "facilitator" | "moderator" | "peer";
  by_author?: boolean;
}
/**
 * One entry of a personal log: what only this person is told. Upsert by `id`.
 *
 * `kind`:
 * - "card": show help. `card` names which, `text` is unused.
 * - "masked": part of a message was hidden from the room. `text` is the original, for the draft;
 *   `code` says what was hidden: one or more of "phone", "email", "handle", "address", "link", "method", ...
 * - "held": a message waits for a person and the room does not see it. `text` is its own text, `category` what was
 *   found in it (docs/moderating.md).
 * - "released", "declined": what became of a held message. `text` is the moderator's reason, if any; `code`
 *   "unreviewed": nobody could look at it in time.
 * - "removed": one's message was removed from the room. `text` is the reason.
 * - "conversation": a private conversation is open in `room`, and a moderator is in it; with `code` "asked" one has
 *   asked for it oneself, with "early" it was opened because of what one wrote, and a moderator has yet to come.
 * - "moderator_left": the moderator has gone from the conversation in `room`, and nobody has taken over so far.
 * - "ended": that conversation has ended. Without `room`: a moderator has looked at what "nobody_yet" was about.
 * - "nobody_yet": no moderator has come so far; `code` is "2_min" or "10_min", or "moderator_left" where one was
 *   there and has gone.
 * - "joined", "left": the list of one's rooms changed (another tab, another device).
 * - "report": what came of something one reported (`message`, or in `room`); `code` is the class of it: "removed",
 *   "acted", "spoken", "nothing", or "cared" where one was worried about somebody.
 * - "sanction": something was decided about oneself, or lasts longer now: `code` is its kind ("nudge", "warning",
 *   "mute", "time_out", "removal", "suspension"), `sanction` its id, `text` the reason (none: the machine paused one's
 *   sending until a moderator has looked), `room` where, if not everywhere; it ends `lasts_s` seconds after `at`.
 * - "sanction_undone": it holds no longer. What ends by its time is not told.
 * - "note": a moderator has written `text` about the case.
 * - "appeal": `code` "received" (answered within `lasts_s`), "upheld" or "overturned" with the reason as `text`;
 *   `sanction` or `message` is what it was about.
 * - "complaint": `code` "received" (answered within `lasts_s`) or "answered" with `text`; `category`: about what.
 * - "care": there is something at /you. `code` "follow_up": a moderator asks again how one is, at a time one chooses;
 *   "hand_over": may one's case be handed over to professionals; "handed_over": it was, without asking;
 *   "facilitator": one helps to look after `room` for a time; "facilitator_over": no longer;
 *   "asked": somebody asks to talk with one alone, and that is at /one-to-one.
 * - "paused": something in `room` is paused while a moderator checks. It is not about one's own words.
 * - "aftercare": something hard was said in `room`, and a moderator is with whoever said it. At most once in 24 h.
 */
export interface Notice {
  id: string;
  position: number;
  changed: number;
  at: number;
  kind:
    | "aftercare"
    | "appeal"
    | "card"
    | "care"
    | "complaint"
    | "conversation"
    | "declined"
    | "ended"
    | "held"
    | "joined"
    | "left"
    | "masked"
    | "moderator_left"
    | "nobody_yet"
    | "note"
    | "paused"
    | "released"
    | "removed"
    | "report"
    | "sanction"
    | "sanction_undone";
  room?: string | null;
  message?: string | null;
  client_id?: string | null;
  text?: string | null;
  code?: string | null;
  card?: string | null;
  category?: string | null;
  sanction?: string | null;
  lasts_s?: number | null;
}
/**
 * Answer to `hello`: who the server thinks one is, and the time by the database's clock, in milliseconds.
 */
export interface Welcome {
  t: "welcome";
  protocol: number;
  epoch: string;
  pseudonym: string;
  roles: string[];
  now: number;
  staffed?: boolean;
}
/**
 * Whether a moderator is on duty now. Comes whenever that changes; how it was at first is in `welcome`.
 */
export interface Staffed {
  t: "staffed";
  on?: boolean;
}
/**
 * What changed in a room after `from` up to `to`, ordered by `changed`. Upsert each item by id, then
 * the cursor is (`epoch`, `to`). `reset`: forget what you had of this room first; older messages are
 * read with GET /api/rooms/{id}/messages.
 */
export interface Changes {
  t: "changes";
  room: string;
  epoch: string;
  from: number;
  to: number;
  items: Message[];
  reset?: boolean;
}
/**
 * Everything up to `at` has been sent; from here on changes come as they happen. `state`, `every_s`, `until`: as in
 * `room_state`.
 */
export interface Live {
  t: "live";
  room: string;
  at: number;
  here: number;
  state?: "frozen" | "hold_all" | "normal" | "slow";
  every_s?: number | null;
  until?: number | null;
}
/**
 * The room is in another state now. "slow": each person can say one thing in `every_s` seconds. "hold_all": a
 * moderator reads each message before the room sees it. "frozen": only moderators write. `until`: when it ends by
 * itself, in milliseconds; without it, when a moderator takes it back. Its end is told, too.
 */
export interface RoomState {
  t: "room_state";
  room: string;
  state?: "frozen" | "hold_all" | "normal" | "slow";
  every_s?: number | null;
  until?: number | null;
}
/**
 * As `changes`, for one's personal log.
 */
export interface Notices {
  t: "notices";
  epoch: string;
  from: number;
  to: number;
  items: Notice[];
  reset?: boolean;
}
/**
 * Show this help at once. What was just sent is still being stored: its answer names the same card again.
 */
export interface Card {
  t: "card";
  room: string;
  client_id: string;
  card: string;
}
/**
 * A message is stored and will not be lost. `state` "held": it waits for a person before the room
 * sees it; a notice in the personal log says why. `again`: it had been stored before. `card`: show this
 * help at once. `category`: what was found, where not all of it was delivered as written.
 */
export interface Sent {
  t: "sent";
  room: string;
  client_id: string;
  id: string;
  state: "declined" | "held" | "removed" | "shown";
  again?: boolean;
  position?: number | null;
  at?: number | null;
  card?: string | null;
  notice?: string | null;
  category?: string | null;
}
/**
 * What was asked was not done. `code` is stable, `says` is plain words. `retry_after` (seconds) is
 * given where trying again makes sense; without it the same request will be refused again. `card`: a
 * refused message is still read for danger, and this help is shown. `category`: what was found in it, where it was
 * "blocked" for that. Where a sanction keeps one from writing, its kind is the `code`, `until` says when it ends (in
 * milliseconds) and `reason` why.
 */
export interface Refused {
  t: "refused";
  code: string;
  says: string;
  room?: string | null;
  client_id?: string | null;
  retry_after?: number | null;
  card?: string | null;
  category?: string | null;
  until?: number | null;
  reason?: string | null;
}
/**
 * Somebody in the room is typing. Forget it after 6 seconds or at their next message.
 */
export interface IsTyping {
  t: "is_typing";
  room: string;
  member_id: string;
  alias: string;
}
/**
 * How many members have this room open now.
 */
export interface Here {
  t: "here";
  room: string;
  count: number;
}
/**
 * One is no longer in this room; nothing more of it will come.
 */
export interface Gone {
  t: "gone";
  room: string;
  code: "closed" | "left" | "removal" | "suspension";
}
/**
 * To moderators: the cases changed. Numbers of open cases by urgency.
 */
export interface Bell {
  t: "bell";
  now?: number;
  soon?: number;
  later?: number;
}
/**
 * The server closes soon, or cannot let one in now. Come back after `retry_after` seconds; each client is given
 * its own. May come before `welcome`.
 */
export interface Away {
  t: "away";
  retry_after: number;
}
/**
 * Answer to `ping`.
 */
export interface Pong {
  t: "pong";
  n: number;
}
/**
 * Why a request was refused: a stable code, plain words, and where it helps the field and a time. `also`: what else
 * is wrong with a form. `work`: a question `bits.until.nonce.mac`; the same request is taken with `work` set to it, a
 * colon, and a number such that the SHA-256 of it all begins with so many zero bits.
 */
export interface Problem {
  code: string;
  says: string;
  field?: string | null;
  retry_after?: number | null;
  also?: Problem[];
  work?: string | null;
}
/**
 * What anyone can know of a room before joining. `account_days`: how old an account has to be to join. `card` maps
 * a question to its answer in plain words: keys run_by, trained, when, how_long, how_many, expected, who_reads,
 * crisis, not_this, ask_host.
 */
export interface RoomCard {
  id: string;
  slug: string;
  title: string;
  summary: string;
  audience: "carers" | "lived_experience" | "open";
  demonstration: boolean;
  staffed: boolean;
  here: number;
  retention_days: number;
  account_days: number;
  card: {
    [k: string]: string;
  };
}
/**
 * What the roster says of now and next, in plain words to stand after whether a moderator is on duty: one text for
 * while one is, and one for while nobody is. Empty: it says nothing. The whole week is at /hours.
 */
export interface PlannedHours {
  staffed: string;
  nobody: string;
}
export interface Rooms {
  rooms: RoomCard[];
  staffed: boolean;
  hours: PlannedHours;
}
/**
 * Free names to choose from.
 */
export interface Pseudonyms {
  pseudonyms: string[];
}
/**
 * What one agrees to before the first message, in plain words. `version` comes back with the consent.
 */
export interface Consent {
  version: string;
  age_range: string;
  points: string[];
}
/**
 * With its emergency number, so that whoever has the list has the number before they need it.
 */
export interface Country {
  code: string;
  name: string;
  emergency?: string | null;
  emergency_note?: string | null;
}
export interface Countries {
  countries: Country[];
}
/**
 * In minutes since Monday 00:00; `end` may lie in the next week.
 */
export interface OpenHours {
  begin: number;
  end: number;
}
/**
 * One help line. `phone` is shown, `tel` is dialled. `confirmed`: its operator has confirmed the record. `webchat`:
 * the address of its chat, `webchat_limited` if that is not open at all hours. `open`: where the record can be relied
 * on for it, when it is open by the clock of `zone`; without a zone always.
 */
export interface Service {
  name: string;
  kind: string;
  hours: string;
  audience: string;
  languages: string;
  confirmed: boolean;
  phone?: string | null;
  tel?: string | null;
  sms?: string | null;
  sms_body?: string | null;
  whatsapp?: string | null;
  webchat?: string | null;
  webchat_limited?: boolean;
  open?: OpenHours[];
  zone?: string | null;
}
/**
 * Help in one country. `few`: fewer than two services for adults are known here.
 */
export interface Help {
  country: string;
  name: string;
  emergency: string | null;
  emergency_note: string | null;
  services: Service[];
  few: boolean;
}
/**
 * `keep`: stay signed in on this device. `invitation`: the code of a staff link.
 */
export interface Registration {
  pseudonym: string;
  passphrase: string;
  age_confirmed: boolean;
  consent: string;
  country: string;
  keep?: boolean;
  invitation?: string | null;
  work?: string | null;
}
export interface SignIn {
  pseudonym: string;
  passphrase: string;
  keep?: boolean;
  work?: string | null;
}
/**
 * A room or a private conversation one is in. `member_id` is one's own there. `closed`: it has ended, and can only
 * be read.
 */
export interface MyRoom {
  id: string;
  kind: "channel" | "conversation" | "room";
  title: string;
  member_id: string;
  alias: string;
  slug?: string | null;
  closed?: boolean;
}
/**
 * `may` lists what this person may do, by the names of the permission table.
 */
export interface Me {
  pseudonym: string;
  country: string;
  roles: string[];
  may: string[];
  rooms: MyRoom[];
  sanctions: MySanction[];
}
/**
 * What was decided about oneself and holds now. Without `until`: words alone. Without `room`: in every room.
 * `automatic`: by the machine, until a moderator has looked. `appealed`: one has said something to it already.
 */
export interface MySanction {
  id: string;
  kind: "mute" | "nudge" | "removal" | "suspension" | "time_out" | "warning";
  at: number;
  until?: number | null;
  room?: string | null;
  title?: string | null;
  reason?: string | null;
  automatic?: boolean;
  appealed?: boolean;
}
/**
 * Taking the role of an invitation that is for one's own account; `invitation` is the code of its link.
 */
export interface RoleAccepted {
  invitation: string;
  passphrase: string;
}
/**
 * That it is still the person who signed in.
 */
export interface Proof {
  passphrase: string;
}
/**
 * That it is still the person who signed in: one of these. A `code`, or a `passkey` (AuthenticationResponseJSON as
 * text), is also the second proof that staff need.
 */
export interface StepUp {
  passphrase?: string | null;
  code?: string | null;
  passkey?: string | null;
}
/**
 * For an authenticator app: the `secret` in base 32, the same as an address, and that as a picture, row by row.
 */
export interface NewTotp {
  secret: string;
  uri: string;
  picture: string[];
}
/**
 * A secret that came as `NewTotp`, with a code that the app makes of it.
 */
export interface Totp {
  secret: string;
  code: string;
}
/**
 * `made` in milliseconds; `last_used` is a day.
 */
export interface MyPasskey {
  id: string;
  made: number;
  last_used: string;
}
/**
 * What somebody has set up to show besides their passphrase, or in its place.
 */
export interface SecondProofs {
  totp: boolean;
  passkeys: MyPasskey[];
}
/**
 * What `navigator.credentials` is to be asked for, as JSON text (WebAuthn's PublicKeyCredential...OptionsJSON).
 */
export interface PasskeyOptions {
  options: string;
}
/**
 * What the device answered, as JSON text (RegistrationResponseJSON).
 */
export interface PasskeyMade {
  credential: string;
}
/**
 * Coming in by a passkey: AuthenticationResponseJSON as text.
 */
export interface PasskeySignIn {
  credential: string;
  keep?: boolean;
}
export interface NewPassphrase {
  old: string;
  new: string;
}
/**
 * When the recovery words that would work now were made, in milliseconds; nothing where there are none.
 */
export interface RecoveryMade {
  at?: number | null;
}
/**
 * Six words, in their order. This is the one time that they are told.
 */
export interface RecoveryWords {
  words: string[];
}
/**
 * Coming back by recovery words, which are used up by it. `passphrase` is the new one.
 */
export interface Recovering {
  pseudonym: string;
  words: string;
  passphrase: string;
  keep?: boolean;
  work?: string | null;
}
/**
 * Where one is signed in. `since` in milliseconds; `last_used` is a day, as 2026-12-01, and never finer. `kept`: it
 * stays when the browser closes. `this`: the one that asks. `name`: what one calls it; nothing else is known of it.
 */
export interface MySession {
  id: string;
  since: number;
  last_used: string;
  kept: boolean;
  this?: boolean;
  name?: string | null;
}
export interface MySessions {
  sessions: MySession[];
}
/**
 * Empty: none any more.
 */
export interface SessionName {
  name: string;
}
export interface CountryChoice {
  country: string;
}
/**
 * A case about one that one knows of. It is deleted at `until`; while it is open, that is not known yet.
 */
export interface KeptCase {
  kind: "boundary" | "danger";
  opened: number;
  until?: number | null;
}
/**
 * What stays when the account is erased. A case keeps its copies for `cases_days` after it is closed, one that the
 * person has not been told of included; nobody can come under the name for `name_days`. `held_until`: a legal hold
 * keeps what it names as long; the account is closed at once and erased then.
 */
export interface ErasureNotice {
  cases: KeptCase[];
  cases_days: number;
  name_days: number;
  held_until?: number | null;
}
/**
 * A room that keeps messages longer than one has agreed to. To join it again is to agree.
 */
export interface LongerRoom {
  id: string;
  title: string;
  days: number;
  agreed_days: number;
}
/**
 * What one agreed to, and what one is asked to agree to before one writes on: `consent` where its words have
 * changed, and rooms that keep messages longer.
 */
export interface Agreements {
  version: string;
  consent: Consent | null;
  rooms: LongerRoom[];
}
/**
 * Agreement to the consent in force. `consent`: its version.
 */
export interface Agreed {
  consent: string;
}
/**
 * Messages before a position, oldest first. `more`: there are older ones.
 */
export interface History {
  items: Message[];
  more: boolean;
}
/**
 * Talk with a moderator. `room`: where one was, if one wants them to know.
 */
export interface AskForModerator {
  room?: string | null;
}
/**
 * A private conversation is open in `room`. `staffed`: a moderator is on duty now.
 */
export interface Asked {
  room: MyRoom;
  staffed: boolean;
}
/**
 * Something a moderator should look at: a `message`, a person (`member`, by their id in the room) or a `room`, one
 * of the three. No words are needed; `note` is read by the moderator who has the case.
 *
 * `reason` "worried": about the one named, not against them. It is about a message or a person.
 */
export interface Report {
  reason: "child" | "contact" | "hurt" | "other" | "sexual" | "spam" | "worried";
  message?: string | null;
  member?: string | null;
  room?: string | null;
  note?: string | null;
}
/**
 * It is with the moderators. `staffed`: one is on duty now. `card`: help to show to whoever reported. `again`: the
 * same person had reported the same thing before, which is one report. What came of it comes as a notice.
 */
export interface Reported {
  report: string;
  staffed: boolean;
  again?: boolean;
  card?: string | null;
}
/**
 * Against one decision: a `sanction`, or what was decided about a `message`. No words are needed.
 */
export interface Appeal {
  sanction?: string | null;
  message?: string | null;
  words?: string;
}
/**
 * About any decision, inaction or member of staff. It goes to a trustee; moderators do not see it. About a
 * "trustee" it goes to the leads, and no trustee sees it.
 */
export interface Complaint {
  about: "decision" | "inaction" | "other" | "staff" | "trustee";
  words: string;
}
/**
 * By when one's newest complaint is answered that still waits, in milliseconds; nothing where none does.
 */
export interface Waiting {
  due?: number | null;
}
/**
 * It has arrived, and is answered until `due`. `card`: what was written sounds of danger; show this help.
 */
export interface Receipt {
  due: number;
  card?: string | null;
}
/**
 * Somebody of the staff read words of one's own. `at` is rounded down to what `exact` says, by UTC.
 *
 * `what`: one's "message"; what was said "before" something else; a "conversation" with a moderator; words "to_staff"
 * in an appeal or complaint; the "note" of one's report; that one was the "reporter". `why` is one of those of
 * moderation/looks.toml; "figures": a command counted everybody's messages, and nobody read them.
 */
export interface Look {
  at: number;
  exact: "day" | "hour";
  role: "lead" | "moderator" | "operator" | "trustee";
  what: ("before" | "conversation" | "figures" | "message" | "note" | "reporter" | "to_staff")[];
  why:
    | "all_read"
    | "appeal"
    | "around"
    | "asked"
    | "checked"
    | "complaint"
    | "danger"
    | "figures"
    | "my_report"
    | "reached_out"
    | "report"
    | "rule"
    | "worry";
  room?: string | null;
}
/**
 * Those that one may see by now, the newest first: a look is shown some time after its case is closed.
 */
export interface Looks {
  looks: Look[];
}
/**
 * A case as the queue shows it: nothing of anybody's words.
 *
 * `level`: of danger to oneself, 0 to 5. `asked`: when the person asked for a moderator. `conversation`: the private
 * one with them; `said` and `answered` are the positions there of the last message of theirs and of a moderator's,
 * so words wait for an answer where `said` is above `answered`. `lead`: a lead is asked for. `reported`: how many
 * people reported something that is in it. `of_room`: it is about a room, which `alias` names, and about no person.
 * `spared`: one asked not to be given its topic, and nobody else is there for it.
 */
export interface CaseLine {
  id: string;
  kind: "appeal" | "asked" | "boundary" | "complaint" | "danger";
  category: string;
  urgency: "later" | "now" | "soon";
  state: "closed" | "open" | "taken";
  opened: number;
  due: number;
  alias: string;
  room?: string | null;
  taken_by?: string | null;
  mine?: boolean;
  level?: number;
  asked?: number | null;
  conversation?: string | null;
  said?: number;
  answered?: number;
  lead?: boolean;
  reported?: number;
  of_room?: boolean;
  spared?: boolean;
}
/**
 * Most urgent first. `now` is the database's clock, in the unit of `due`. `not_called`: in how many of them that
 * nobody has somebody outside the console was to be called, and could not be. `talks`: how many of those whom one
 * looks after have asked for one, and wait.
 */
export interface Cases {
  cases: CaseLine[];
  now: number;
  not_called: number;
  talks: number;
}
/**
 * Why a case is here: a rule in plain language, and the span of `Evidence.text` it matched.
 */
export interface Marked {
  rule: string;
  says: string;
  start: number;
  end: number;
}
/**
 * A message that came before the one in question.
 */
export interface Before {
  alias: string;
  at: number;
  text: string;
}
/**
 * A snapshot of the message as it was sent. `before` holds up to ten messages that came before, and
 * is filled only when asked for (`?context=1`): least exposure first; each look is recorded.
 *
 * `private`: said in a conversation with a moderator, so it can be neither held nor removed, and its words are here
 * for whoever has the case only. `locked`: for a lead only. `seen`: it has had a
 * place in its room. `veiled`: the room sees it behind a warning, or will once it is released. `masked`: the room
 * sees it with a part hidden. `taken_back`: removed by its author. State "to_staff": written in an appeal or a
 * complaint.
 *
 * `id`: by which labels name it (api_quality.py).
 *
 * `about`: what was reported, if it was not this message: the "person", of whom this is the newest message, with up to
 * nine of theirs in `before`; or the "room", whose last ten are in `before`, and then `text` is empty. `by`: who wrote
 * it, where it was said to the person of the case.
 */
export interface Evidence {
  text: string;
  at: number;
  marks: Marked[];
  message?: string | null;
  state?: "declined" | "held" | "refused" | "removed" | "shown" | "to_staff";
  private?: boolean;
  locked?: boolean;
  seen?: boolean;
  veiled?: boolean;
  masked?: boolean;
  taken_back?: boolean;
  has_before?: boolean;
  before?: Before[];
  about?: "message" | "person" | "room";
  by?: string | null;
  id?: string | null;
}
/**
 * How many people gave this reason.
 */
export interface ReasonGiven {
  reason: ("child" | "contact" | "hurt" | "other" | "sexual" | "spam" | "worried") | "facilitator";
  people: number;
}
/**
 * What people reported, and never who they are. `notes` are their words, for whoever has the case.
 */
export interface CaseReports {
  people: number;
  reasons: ReasonGiven[];
  notes?: string[];
}
/**
 * Who reported, for those who may know.
 */
export interface Reporter {
  alias: string;
  reason: ("child" | "contact" | "hurt" | "other" | "sexual" | "spam" | "worried") | "facilitator";
  at: number;
}
/**
 * Every look is recorded.
 */
export interface Reporters {
  reporters: Reporter[];
}
/**
 * One line of a case's history.
 */
export interface PastAct {
  act: string;
  by: string;
  at: number;
  reason?: string | null;
}
/**
 * One kind of sanction, the mildest first; in seconds. What is longer than `alone_s` needs a second person.
 */
export interface Rung {
  kind: "mute" | "nudge" | "removal" | "suspension" | "time_out" | "warning";
  says: string;
  where: "everywhere" | "nowhere" | "room";
  lengths: number[];
  alone_s: number;
}
/**
 * A room that a case touches.
 */
export interface CaseRoom {
  id: string;
  title: string;
}
/**
 * What was decided about the person of a case. `by` is missing where it was the machine. `asked_s`: it is to last
 * so long once a second person agrees. `over`: its time has passed.
 */
export interface CaseSanction {
  id: string;
  kind: "mute" | "nudge" | "removal" | "suspension" | "time_out" | "warning";
  at: number;
  until?: number | null;
  room?: string | null;
  by?: string | null;
  reason?: string | null;
  asked_s?: number | null;
  undone?: boolean;
  over?: boolean;
}
/**
 * The decision that an appeal is about: a kind of sanction, or "remove" or "decline"; its reason, who decided.
 */
export interface Appealed {
  decision: string;
  at: number;
  by?: string | null;
  reason?: string | null;
}
/**
 * One case, opened. `acts` are the acts possible now. `conversation`: the private room with the person, for a
 * moderator who is in it. `rooms`: those it touches, where it
 * began first. `put_off`: until then nobody is shown who looked at their words in it.
 */
export interface CaseView {
  line: CaseLine;
  evidence: Evidence[];
  history: PastAct[];
  acts: (
    | "answer"
    | "ask_hand_over"
    | "close"
    | "converse"
    | "decline"
    | "hand_back"
    | "hand_over"
    | "hold"
    | "look_after_room"
    | "mute"
    | "note"
    | "nudge"
    | "offer_follow_up"
    | "open_pack"
    | "overturn"
    | "release"
    | "removal"
    | "remove"
    | "reopen"
    | "second"
    | "share"
    | "suspension"
    | "take"
    | "tell_hand_over"
    | "time_out"
    | "undo"
    | "uphold"
    | "warning"
  )[];
  country: string;
  conversation?: MyRoom | null;
  lease_until?: number | null;
  reports?: CaseReports | null;
  sanctions?: CaseSanction[];
  ladder?: Rung[];
  appealed?: Appealed | null;
  rooms?: CaseRoom[];
  put_off?: number | null;
  care?: CaseCare | null;
}
/**
 * What is done for the person of a case, and for the room. `hard`: a room saw a hard message of it. `follow_up`:
 * the one that the person was offered after it, with the time they chose. `follows`: the case that this one follows
 * up, if it is one; `follows_gone`: that was deleted meanwhile.
 */
export interface CaseCare {
  hard?: boolean;
  hand_over?: CaseHandOver | null;
  follow_up?: ("came" | "chosen" | "declined" | "offered") | null;
  follow_up_at?: number | null;
  follows?: string | null;
  follows_gone?: boolean;
}
/**
 * The newest hand-over of a case, as moderators see it. `open`: its pack can be opened by whoever has the case.
 *
 * Without consent: `tell` is when the person is told, or `told` when they were; with neither, a lead has still to say.
 */
export interface CaseHandOver {
  ground: "another" | "consent" | "court" | "life";
  words: string;
  at: number;
  open: boolean;
  answer?: ("no" | "over" | "withdrawn" | "yes") | null;
  tell?: number | null;
  told?: number | null;
}
/**
 * Nobody sees until then who looked at their words in this case. A moment that has passed ends it.
 */
export interface PutOff {
  until: number;
  reason: string;
}
/**
 * Something that is done with a case. `message`: which, for hold, release, decline and remove. `sanction`: which,
 * for undo and second. `lasts_s`: how long a new one lasts, where it has an end. `room`: of what is for one room,
 * which of the case's; left out, the first. `reason` is told to the person, or kept with the case (close, note).
 * `ground`: why without consent, for hand_over. `tell_in_s`: in how many seconds the person is told of that, 0 for
 * now; left out, a lead says so later with tell_hand_over.
 */
export interface Act {
  act:
    | "answer"
    | "ask_hand_over"
    | "close"
    | "converse"
    | "decline"
    | "hand_back"
    | "hand_over"
    | "hold"
    | "look_after_room"
    | "mute"
    | "note"
    | "nudge"
    | "offer_follow_up"
    | "open_pack"
    | "overturn"
    | "release"
    | "removal"
    | "remove"
    | "reopen"
    | "second"
    | "share"
    | "suspension"
    | "take"
    | "tell_hand_over"
    | "time_out"
    | "undo"
    | "uphold"
    | "warning";
  message?: string | null;
  reason?: string | null;
  sanction?: string | null;
  lasts_s?: number | null;
  ground?: ("another" | "court" | "life") | null;
  tell_in_s?: number | null;
  room?: string | null;
}
/**
 * Whether one is on duty. It lapses by itself 60 s after the last time it was said. With `break_min`: off, for a
 * break of so many minutes, from 1 to 120; the cases one has are handed back.
 */
export interface Duty {
  on: boolean;
  break_min?: number | null;
}
/**
 * One is served nothing new until then: after something severe, or because what one has read, or how long one was
 * on duty, is as much as is set (moderation/staff_care.toml).
 */
export interface Resting {
  why: "budget" | "hours" | "severe";
  until: number;
}
/**
 * `moderators` counts those there for what is new, oneself included. `break_until`: one is on a break, planned
 * until then; nothing new is in one's list meanwhile, and so too while one is `resting`. `near`: what one is close to,
 * before one rests: what is set for reading in a shift, or in a week, or for hours on duty.
 */
export interface DutyView {
  on: boolean;
  moderators: number;
  break_until?: number | null;
  resting?: Resting | null;
  near?: ("hours" | "shift" | "week") | null;
}
/**
 * One line of a pack: when, what, and words that somebody wrote.
 */
export interface PackEntry {
  at: number;
  says: string;
  text?: string | null;
}
/**
 * A part of a pack, under its title.
 */
export interface PackPart {
  title: string;
  says?: string[];
  entries?: PackEntry[];
}
/**
 * What is handed over to professionals, in words for them. `made`: it holds what there was at that time.
 */
export interface Pack {
  made: number;
  parts: PackPart[];
}
/**
 * A moderator asks whether one's case may be handed over, or it was. `words`: to whom and why. `answer`: one's own,
 * if it was asked of one; "over": the case was closed before. `ground`: "consent", or why it was done without.
 *
 * `pack` is what would be handed over, or was; it is not there once the answer is no.
 */
export interface MyHandOver {
  id: string;
  ground: "another" | "consent" | "court" | "life";
  words: string;
  at: number;
  answer?: ("no" | "over" | "withdrawn" | "yes") | null;
  pack?: Pack | null;
}
/**
 * The newest first.
 */
export interface MyHandOvers {
  hand_overs: MyHandOver[];
}
/**
 * Yes or no to a hand-over. `seen` is the `made` of the pack that one has seen, and goes with a yes. A no after a
 * yes takes it back.
 */
export interface HandOverAnswer {
  agree: boolean;
  seen?: number | null;
}
/**
 * Whether a moderator asks again how one is, at a time that one chooses, from `soonest` to `latest`. `now` is the
 * database's clock. "declined": one said no; a time can be chosen all the same.
 */
export interface MyFollowUp {
  state: "chosen" | "declined" | "none" | "offered";
  now: number;
  soonest: number;
  latest: number;
  due?: number | null;
}
/**
 * The time one chooses, in milliseconds.
 */
export interface FollowUpTime {
  at: number;
}
/**
 * What one says of a piece of evidence. Of a `rule` that matched it: "right" or "wrong" here. Of the message as a
 * whole, without a `rule`: "should" have come to this `level` of danger (0 to 5), or been found as this `category`.
 */
export interface Label {
  verdict: "right" | "should" | "wrong";
  rule?: string;
  level?: number | null;
  category?: string | null;
}
/**
 * One's own about one piece of evidence. `rules` are those that matched it, `level` what they made of it;
 * `categories` what it can be said to be instead.
 */
export interface Labels {
  labels: Label[];
  rules: string[];
  level: number;
  categories: string[];
}
/**
 * A label to give, or with "none" to take back.
 */
export interface LabelWanted {
  verdict: "none" | "right" | "should" | "wrong";
  rule?: string;
  level?: number | null;
  category?: string | null;
}
/**
 * To keep a labelled piece of evidence as an example for good: its `text` written anew, by hand, so that nobody can
 * be recognised.
 */
export interface ExampleWanted {
  text: string;
}
/**
 * How many examples are kept by now.
 */
export interface Kept {
  examples: number;
}
/**
 * Of a rule: how often moderators said that it was right and wrong, about messages of how many people. `precision`
 * is missing where too few said anything.
 */
export interface RuleFigures {
  rule: string;
  right: number;
  wrong: number;
  precision: number | null;
  people: number;
}
/**
 * How long it took, in seconds, from opening a case to the first person: taken, or a moderator's first words. Of
 * the cases that were opened on a `day` (by UTC, as 2026-12-01; of a week its Monday); `reached` of them, so far.
 */
export interface TimeFigures {
  day: string;
  urgency: "later" | "now" | "soon";
  cases: number;
  reached: number;
  people: number;
  p50_s?: number | null;
  p95_s?: number | null;
}
/**
 * How many cases of danger of this level were opened.
 */
export interface LevelFigures {
  day: string;
  level: number;
  cases: number;
  people: number;
}
/**
 * How often the first decision was this one and the second that one, about how many people.
 */
export interface Pair {
  first: string;
  second: string;
  count: number;
  people: number;
}
/**
 * Of the double reviews of the window. `kappa` is Cohen's, from `kappa_from` reviews on, and not there before.
 */
export interface Agreement {
  reviews: number;
  agreed: number;
  kappa_from: number;
  pairs: Pair[];
  kappa?: number | null;
}
/**
 * How much somebody of the staff has read that is hard: cases, and their weight (moderation/quality.toml), in the
 * last hours of a shift, in seven days, and in the seven before.
 */
export interface Exposed {
  pseudonym: string;
  shift_cases: number;
  shift_weight: number;
  week_cases: number;
  week_weight: number;
  before_weight: number;
}
/**
 * One's own. `shift_hours`: how long a shift is taken to be.
 */
export interface MyExposure {
  shift_hours: number;
  mine: Exposed;
}
/**
 * Figures of a bounded window: of 28 days by day, or of 13 weeks by week.
 */
export interface Board {
  by: "day" | "week";
  days: number;
  times: TimeFigures[];
  levels: LevelFigures[];
  rules: RuleFigures[];
  rules_from: number;
  agreement: Agreement;
  exposure: Exposed[];
  shift_hours: number;
  few: number;
}
/**
 * A piece of evidence, and nothing of what became of it.
 */
export interface ReviewItem {
  text: string;
  at: number;
  marks: Marked[];
  before?: Before[];
}
/**
 * A closed case to decide anew, without knowing what was decided. `decisions` are those one can choose from, the
 * least first. It is kept for one `until` then.
 */
export interface SecondReview {
  id: string;
  kind: "asked" | "boundary" | "danger";
  category: string;
  level: number;
  items: ReviewItem[];
  decisions: string[];
  until: number;
}
/**
 * None: there is nothing to read again for now.
 */
export interface ReviewOffer {
  review?: SecondReview | null;
}
export interface ReviewDecision {
  decision: string;
}
/**
 * Both decisions, once the second is made.
 */
export interface Reviewed {
  first: string;
  second: string;
}
/**
 * Two who saw one case differently: something to talk about. `first_by` closed it.
 */
export interface Difference {
  id: string;
  case: string;
  kind: string;
  category: string;
  level: number;
  first: string;
  second: string;
  first_by: string;
  second_by: string;
  at: number;
}
/**
 * The newest first; those that nobody has talked about yet.
 */
export interface Differences {
  differences: Difference[];
}
/**
 * Which cases to find, by what stands around them: never by anybody's words. All that is given has to hold.
 *
 * `level`: this one or graver. `since` and `until`: opened then, in milliseconds. `moderator`: who has it or acted in
 * it. `person`: whom it is about. Both are whole names, and a search that names somebody is recorded. `after`: the
 * `more` of the page before.
 */
export interface Search {
  state?: ("closed" | "open" | "taken") | null;
  kind?: ("appeal" | "asked" | "boundary" | "complaint" | "danger") | null;
  category?: string | null;
  urgency?: ("later" | "now" | "soon") | null;
  level?: number | null;
  room?: string | null;
  since?: number | null;
  until?: number | null;
  moderator?: string | null;
  person?: string | null;
  after?: string | null;
}
/**
 * The newest first, at most 50. `more`: there are older ones; it is the next page's `after`.
 */
export interface FoundCases {
  cases: CaseLine[];
  more?: string | null;
}
/**
 * Words that a lead keeps ready. `offered`: in a conversation, as the reason of a decision, or in both. `by` wrote
 * this `version`.
 */
export interface ReadyAnswer {
  id: string;
  version: number;
  name: string;
  words: string;
  offered: "both" | "decision" | "talk";
  at: number;
  by?: string | null;
  gone?: boolean;
}
/**
 * By name.
 */
export interface ReadyAnswers {
  answers: ReadyAnswer[];
}
/**
 * `version`: of the one that this changes; 0 for a new one.
 */
export interface ReadyAnswerWanted {
  version: number;
  name: string;
  words: string;
  offered: "both" | "decision" | "talk";
}
/**
 * Something that is done with a room. `every_s`: of slow, one of the `paces`. `lasts_s`: in how many seconds it
 * ends by itself; left out, once it is taken back. `reason`: for staff, needed for all but undo. `undoes`: which act,
 * for undo.
 */
export interface RoomAct {
  act: "freeze" | "hold_all" | "normal" | "slow" | "undo";
  reason?: string | null;
  every_s?: number | null;
  lasts_s?: number | null;
  undoes?: string | null;
}
/**
 * The act that made a room what it is now: by whom, why, until when; without `until`, until it is taken back.
 */
export interface InState {
  id: string;
  at: number;
  by?: string | null;
  reason?: string | null;
  every_s?: number | null;
  until?: number | null;
}
/**
 * Somebody who helps to look after a room, until when.
 */
export interface Facilitator {
  name: string;
  until: number;
}
/**
 * A room as moderators watch it, without anybody's words. `here`: how many have it open now; `lately`: how many
 * messages it was shown in the last ten minutes; `waiting`: how many wait for a moderator. `watched_by`: the
 * moderators on duty who look after it; `mine`: one does so oneself. `member_id`: one's own place in it, as a
 * moderator.
 */
export interface LiveRoom {
  id: string;
  slug: string;
  title: string;
  here: number;
  lately: number;
  waiting: number;
  watched_by: string[];
  mine: boolean;
  facilitators: Facilitator[];
  state: "frozen" | "hold_all" | "normal" | "slow";
  acts: ("freeze" | "hold_all" | "normal" | "slow" | "undo")[];
  since?: InState | null;
  member_id?: string | null;
}
/**
 * A moderator on duty, and the titles of the rooms they look after.
 */
export interface OnDuty {
  name: string;
  rooms: string[];
}
/**
 * All open rooms, by title. `now` is the database's clock. `paces`: of slow mode, in seconds. `on_duty`: everybody
 * on duty and where, for leads.
 */
export interface LiveRooms {
  rooms: LiveRoom[];
  now: number;
  paces: number[];
  on_duty?: OnDuty[] | null;
}
/**
 * Who, by their name in the room, and for how many days; left out, no longer.
 */
export interface FacilitatorWanted {
  name: string;
  days?: number | null;
}
/**
 * A private conversation with a member of the room. `reason`: for staff; it stays with the case.
 */
export interface ReachOut {
  member: string;
  reason: string;
}
/**
 * The case in which it goes on. One has it.
 */
export interface ReachedOut {
  case: string;
}
/**
 * What a facilitator does with their room: as `RoomAct`, and no words are needed.
 */
export interface FacilitatorAct {
  act: "normal" | "slow" | "undo";
  every_s?: number | null;
  lasts_s?: number | null;
  undoes?: string | null;
}
/**
 * Which message is out of the room until a moderator has looked at it.
 */
export interface Hide {
  message: string;
}
/**
 * A room that one helps to look after, `until` when. `undoes`: one's own act that can still be undone.
 */
export interface MyRoomToFacilitate {
  room: string;
  title: string;
  member_id: string;
  alias: string;
  until: number;
  state: "frozen" | "hold_all" | "normal" | "slow";
  acts: ("freeze" | "hold_all" | "normal" | "slow" | "undo")[];
  undoes?: string | null;
}
/**
 * `paces`: of slow mode, in seconds. `staffed`: a moderator is on duty.
 */
export interface MyFacilitating {
  rooms: MyRoomToFacilitate[];
  paces: number[];
  staffed: boolean;
}
/**
 * Whether one looks after a room, as long as one is on duty.
 */
export interface Watching {
  on: boolean;
}
/**
 * A shift to plan: on a `weekday` of every week (0 is Monday), or on one `day`, which takes the place of the weekly
 * pattern for that whole day. `begins` and `ends` are minutes since its midnight, by the service's own clock; it may
 * end on the next day. `who`: the name of a moderator or lead, for the console only.
 */
export interface NewShift {
  what: "closed" | "on_call" | "staffed";
  begins: number;
  ends: number;
  weekday?: number | null;
  day?: string | null;
  who?: string | null;
}
/**
 * A shift of the roster, as it was written.
 */
export interface PlannedShift {
  id: string;
  what: "closed" | "on_call" | "staffed";
  begins: number;
  ends: number;
  weekday?: number | null;
  day?: string | null;
  who?: string | null;
}
/**
 * `zone`: the service's own time zone. `callable`: somebody can be called outside the browser; without that, hours
 * on call are shown to people as closed. `people`: whom a shift can name.
 */
export interface Roster {
  zone: string;
  callable: boolean;
  shifts: PlannedShift[];
  people: string[];
}
/**
 * Hand over to the next shift: the cases that are open, and a `note` for whoever comes (2,000 characters).
 */
export interface NewPack {
  note?: string | null;
}
/**
 * A case that a pack names, as it is now, and why it was named: somebody's safety, a follow-up that is due, a
 * decision that waits for a second person, or that it was open. `due`: the time chosen for the follow-up.
 */
export interface PackedCase {
  why: "follow_up" | "other" | "risk" | "second";
  line: CaseLine;
  due?: number | null;
}
/**
 * What one shift handed over, somebody's safety first, as far as the reader may see it. `mine`: by oneself.
 */
export interface ShiftPack {
  id: string;
  by: string;
  made: number;
  cases: PackedCase[];
  mine?: boolean;
  note?: string | null;
  read_by?: string | null;
  read?: number | null;
}
/**
 * Those that nobody has acknowledged, and of the last day those that somebody has; the newest first.
 */
export interface ShiftPacks {
  packs: ShiftPack[];
}
/**
 * `topics`: all there are. `mine`: those one asked not to be given.
 */
export interface Spared {
  topics: string[];
  mine: string[];
}
export interface SparedWanted {
  topics: string[];
}
/**
 * How much of something one has, and how much is set; from `warn` of it on one is told.
 */
export interface Budget {
  has: number;
  of: number;
  warn: boolean;
}
/**
 * One's own: what one has read in the hours of a shift and in seven days, by weight, and hours on duty in seven
 * days; whether one rests; what one is spared.
 */
export interface LookedAfter {
  shift_hours: number;
  shift: Budget;
  week: Budget;
  hours: Budget;
  resting: Resting | null;
  spared: Spared;
}
/**
 * Somebody who is on duty, or rests, or waits for a talk they asked for.
 * `asks`: nobody has answered them for longer than is set. Which topics they are spared is theirs alone.
 */
export interface Colleague {
  pseudonym: string;
  on: boolean;
  resting?: Resting | null;
  asks?: boolean;
}
/**
 * By name. `alone`: who is there for what is new, with nobody else.
 */
export interface Team {
  people: Colleague[];
  alone?: string | null;
}
/**
 * An ask, a wish to talk after something hard (`debrief`), or a note. `about`: somebody whom one looks after; left
 * out, oneself. `case`: the case it is about, whose climb then asks for a lead, too.
 */
export interface NewTalk {
  kind: "ask" | "debrief" | "note";
  words?: string;
  case?: string | null;
  about?: string | null;
}
export interface Talk {
  id: string;
  kind: "ask" | "debrief" | "note";
  at: number;
  by: string;
  words: string;
  case: string | null;
  answered: number | null;
}
/**
 * Somebody whom one looks after.
 */
export interface Supervised {
  account: string;
  pseudonym: string;
  talks: Talk[];
}
/**
 * `by`: who looks after one; nobody, where there is neither another lead nor a trustee.
 */
export interface Supervision {
  by: string[];
  mine: Talk[];
  theirs: Supervised[];
}
/**
 * The four answers, each a code of the lists in `Questions`: about what; to be listened to or to share; what is
 * left out; about how long, in minutes.
 */
export interface Answers {
  topic: string;
  want: string;
  avoid: string[];
  minutes: number;
}
export interface AnswerChoice {
  code: string;
  says: string;
}
export interface Questions {
  topics: AnswerChoice[];
  wants: AnswerChoice[];
  avoid: AnswerChoice[];
  minutes: number[];
}
/**
 * `member`: whom, by their place in a room both are in.
 */
export interface NewAsk {
  topic: string;
  want: string;
  avoid: string[];
  minutes: number;
  member: string;
}
export interface AskAnswer {
  act: "accept" | "let_pass" | "withdraw";
}
/**
 * `alias`: of the other one, in the room `met`. It is over by `until`, whatever becomes of it.
 */
export interface MyAsk {
  id: string;
  alias: string;
  met: string;
  until: number;
  answers: Answers;
}
/**
 * `with_`: the aliases of the others. `acts`: what one may do now. `mine`: what one has chosen of what takes
 * everybody: "pause", "keep", "again"; what others have chosen is told to nobody. `goes`: when it is deleted.
 */
export interface MyChannel {
  id: string;
  purpose: string;
  state: "ended" | "kept" | "open" | "paused";
  alias: string;
  others: string[];
  answers: Answers;
  since: number;
  acts: ("again" | "block" | "end" | "keep" | "let_go" | "pause" | "resume")[];
  mine: string[];
  goes: number | null;
}
export interface Somebody {
  member: string;
  alias: string;
}
/**
 * Who of a room one is in may be asked.
 */
export interface RoomToAsk {
  id: string;
  title: string;
  alias: string;
  people: Somebody[];
}
/**
 * Somebody whom one has blocked, or knows: by the alias by which one knew them then.
 */
export interface KeptApart {
  id: string;
  alias: string;
  why: "block" | "known";
  at: number;
}
/**
 * `may_be_asked`: others of one's rooms may ask. `other_names`: another alias in each room that one joins
 * from now on.
 */
export interface OneToOneSettings {
  may_be_asked: boolean;
  other_names: boolean;
}
/**
 * Everything of one's own. `youth`: one has said to be younger than the age range; then nothing here is for one.
 */
export interface OneToOne {
  youth: boolean;
  settings: OneToOneSettings;
  questions: Questions;
  asked: MyAsk[];
  asking: MyAsk[];
  channels: MyChannel[];
  rooms: RoomToAsk[];
  apart: KeptApart[];
}
/**
 * `member`: their place in a room or a channel both are in.
 */
export interface Apart {
  member: string;
  why: "block" | "known";
}
export interface ChannelAct {
  act: "again" | "block" | "end" | "keep" | "let_go" | "pause" | "resume";
}
