import { Earshot, startFromScriptTag } from './index.ts'

Object.assign(window, { Earshot })
startFromScriptTag()
