import "../design/base.css";
import "./console.css";
import { render } from "preact";
import { say } from "../strings/console";
import { markLanguage } from "../strings/language";
import { App } from "./app";
import { attend } from "./desk/desk";
import { whoIsHere } from "./session";

markLanguage(document.documentElement);
document.title = say("console.title");
attend();
void whoIsHere();

const place = document.getElementById("app");
if (place) render(<App />, place);
