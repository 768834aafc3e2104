/* One entry for every page. Each module sets itself up and works for content htmx brings later. */
import { setUpBars } from "./bars.js";
import { setUpBulk } from "./bulk.js";
import { setUpDrafts } from "./drafts.js";
import { setUpForms } from "./forms.js";
import { setUpIdle } from "./idle.js";
import { setUpPrint } from "./print.js";
import { setUpRequests } from "./requests.js";
import { setUpSession } from "./session.js";
import { setUpShare } from "./share.js";
import { setUpSheet } from "./sheet.js";
import { setUpShortcuts } from "./shortcuts.js";
import { setUpTheme } from "./theme.js";
import { setUpToasts } from "./toast.js";

setUpTheme();
setUpRequests();
setUpBars();
setUpBulk();
setUpToasts();
setUpSession();
setUpSheet();
setUpForms();
setUpDrafts();
setUpShare();
setUpShortcuts();
setUpIdle();
setUpPrint();
