import { start } from './todo-list.js';

await start();
