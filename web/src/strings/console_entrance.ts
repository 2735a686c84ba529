// The console's door: signing in, and registering with a staff link.

export const entranceWords = {
  "app.name": "Porchlight",
  "app.console": "Moderators' console",
  "app.moment": "One moment.",
  "app.again": "Try again",
  "app.to_rooms": "To the rooms",

  "trouble.unreachable":
    "No answer from the server, so it is not certain that this was done. What you wrote is kept. Look, then try again.",
  "trouble.no_server": "The server does not answer at the moment.",

  "prove.title": "Is it you?",
  "prove.why": "This is asked before what cannot easily be undone, once in ten minutes.",
  "prove.code": "Or the code from your app",
  "prove.go_on": "Go on",

  "second.title": "A second proof",
  "second.lead": "Your passphrase is right. Now the six figures that your app shows.",
  "second.code": "Code from your app",
  "second.gone": "Is your phone gone? Ask whoever runs this place: they let you set up another.",
  "second.set_up": "Set up a second proof",
  "second.set_up_lead":
    "What you will see here must not hang on a passphrase alone. Take an app that shows one-time codes on your phone (many password managers do), and let it read this picture.",
  "second.picture": "A picture for the camera of your app",
  "second.by_hand": "Or type this into the app:",
  "second.here": "The app is on this device: open it",
  "second.passkey": "Use my passkey",
  "second.make_passkey": "Make a passkey on this device instead",
  "second.no_passkey": "No passkey was used, and nothing has changed.",
  "second.done": "Check the code and go on",

  "sign_in.title": "Sign in to the console",
  "sign_in.submit": "Sign in",
  "sign_in.peer": "Not a moderator? The rooms are on the front page.",

  "register.title": "Become a moderator here",
  "register.lead":
    "You were invited. Choose the name that people will see when you talk with them. No e-mail, no phone number.",
  "register.signed_in":
    "You are signed in as {name}. Registering here makes a new account for moderating and signs you in with it.",
  "register.have_account": "I have a moderator's account: sign in",
  "register.have_invitation": "I have an invitation: register",
  "register.submit": "Register",
  "register.suggestions": "Suggested names",
  "register.others": "Suggest other names",
  "register.age": "I am {range}.",
  "register.terms": "What you agree to",
  "register.consent": "I have read this and agree.",
  "register.name_missing": "Choose one of the names, or write one.",
  "register.passphrase_missing": "Write a passphrase: three or four words.",
  "register.country_missing": "Choose a country from the list.",
  "register.age_missing": "Say that you are in the age range of this place.",
  "register.consent_missing": "Read it and agree, if you wish; without it there is no account.",

  "field.name": "Name",
  "field.name_hint": "3 to 30 letters, digits, spaces or hyphens. Not your own name.",
  "field.passphrase": "Passphrase",
  "field.passphrase_hint": "Three or four words that do not belong together.",
  "field.passphrase_show": "Show",
  "field.passphrase_hide": "Hide",
  "field.country": "Country",
  "field.country_choose": "Choose a country",
  "field.country_hint": "For the help lines that are shown to you.",

  "role.title": "Another role for you here",
  "role.lead":
    "You are signed in as {name}, and you were invited to look after this place in a new role. Your name stays as it is, and nobody is told.",
  "role.means":
    "What you see as staff stays here. You never work on a case about yourself, or one that you reported. To say yes, write your passphrase.",
  "role.submit": "Take the role",
  "role.not_now": "Not now",

  "not_for_you.title": "This page is for moderators",
  "not_for_you.lead":
    "You are signed in as {name}, and this account is not a moderator's. If you were invited, open the link you were given.",
  "not_for_you.rooms": "Back to the rooms",
} as const;
