import { render } from "preact";
import "../theme/tokens.css";
import "../theme/base.css";
import "./demo.css";
import "./guest-picker.css";
import { Page } from "./page.tsx";

render(<Page />, document.getElementById("page")!);
