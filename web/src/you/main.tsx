// "Your account": what one sets and asks for besides talking. A page of its own, so that the page where people talk
// stays small. It takes the place of that page and gives it back: there is one history entry throughout.

import "../design/base.css";
import "../peers/css/frame.css";
import "../peers/css/forms.css";
import "../peers/css/directory.css";
import "../peers/css/rooms.css";
import "../peers/css/help.css";
import "./you.css";
import { render } from "preact";
import { chooseCountry, country, fetchCountries } from "../peers/helplines";
import { leaveQuickly } from "../peers/leave_quickly";
import { onShiftThrice } from "../peers/shift_thrice";
import { markLanguage } from "../strings/language";
import { App } from "./app";
import { me, refresh, toRooms } from "./me";
import { section, WAY_IN } from "./section";

markLanguage(document.documentElement);
onShiftThrice(leaveQuickly);
history.replaceState(null, "", "/you");

const place = document.getElementById("app");
if (!me.value && section.value !== WAY_IN) toRooms();
else if (place) {
  chooseCountry(country.value || me.value?.country || ""); // kept, so the numbers are there when the network is not
  void fetchCountries();
  if (me.value) void refresh();
  place.replaceChildren();
  render(<App />, place);
}
