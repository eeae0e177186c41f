export {nope} from "./ok.mjs"
