/** Understands JSON for the editor, beside the page. */
import 'monaco-editor/esm/vs/language/json/json.worker.js';
