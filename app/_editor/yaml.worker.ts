/** Understands YAML for the editor, beside the page. */
import 'monaco-yaml/yaml.worker.js';
