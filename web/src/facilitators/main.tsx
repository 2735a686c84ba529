// The page of facilitators: the peers' page, with their tools in it. The tools come first, so that the first screen has them.

import "./facilitators.css";
import "./put_tools";
import "../peers/main";
