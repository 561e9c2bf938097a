/** Compares texts and finds words for the editor, beside the page. */
import 'monaco-editor/esm/vs/editor/editor.worker.js';
