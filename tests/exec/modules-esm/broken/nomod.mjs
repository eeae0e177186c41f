import "./missing.mjs"
