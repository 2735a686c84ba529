// "One-to-one": asking, being asked, and what one does with one's private channels. The talking itself is on the page
// with the rooms, whose place this one takes, and gives back.

import "../design/base.css";
import "../peers/css/frame.css";
import "../peers/css/forms.css";
import "../peers/css/directory.css";
import "../peers/css/rooms.css";
import "../peers/css/help.css";
import "./one_to_one.css";
import { render } from "preact";
import { chooseCountry, country, fetchCountries } from "../peers/helplines";
import { leaveQuickly } from "../peers/leave_quickly";
import { onShiftThrice } from "../peers/shift_thrice";
import { markLanguage } from "../strings/language";
import { me, toRooms } from "../you/me";
import { App } from "./app";
import { read } from "./mine";

markLanguage(document.documentElement);
onShiftThrice(leaveQuickly);
history.replaceState(null, "", "/one-to-one");

const place = document.getElementById("app");
if (!me.value) toRooms();
else if (place) {
  chooseCountry(country.value || me.value.country || "");
  void fetchCountries();
  void read();
  place.replaceChildren();
  render(<App />, place);
}
