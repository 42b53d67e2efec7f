import { render } from "preact";
import "../theme/tokens.css";
import "../theme/base.css";
import "../conversation/conversation.css";
import "../conversation/cards.css";
import "../conversation/scroller.css";
import "./console.css";
import "./escalation-list.css";
import "./case.css";
import "./pages.css";
import { Console } from "./console.tsx";

render(<Console />, document.getElementById("console")!);
