import { tools } from "../peers/tools";
import { HideMessage } from "./hide_message";
import { RoomTools } from "./room_tools";

tools.room = RoomTools;
tools.message = HideMessage;
