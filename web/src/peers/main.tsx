// The peers' page.

import "../design/base.css";
import "./css/frame.css";
import "./css/forms.css";
import "./css/directory.css";
import "./css/rooms.css";
import "./css/messages.css";
import "./css/help.css";
import { render } from "preact";
import { markLanguage } from "../strings/language";
import { App } from "./app";
import { fetchCountries } from "./helplines";
import { leaveQuickly, stopOnLeaving } from "./leave_quickly";
import { socket } from "./line";
import { keepReading } from "./open_rooms";
import { me, resume } from "./session";
import { onShiftThrice } from "./shift_thrice";
import { rememberView } from "./view";

markLanguage(document.documentElement);
rememberView();
stopOnLeaving(socket.stop);
onShiftThrice(leaveQuickly);
resume();
void fetchCountries(); // with the emergency numbers: the network may be gone when they are needed
keepReading(() => me.value !== null);

const place = document.getElementById("app");
if (place) {
  place.replaceChildren(); // the words for those who wait for this script
  render(<App />, place);
}
