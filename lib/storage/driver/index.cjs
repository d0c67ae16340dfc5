// @ts-check
// The package `better-sqlite3` of this project: the release that fits the running Node.
//
//   Node 20       12: the last one for it. Its addon is made for one version of Node, so it is fetched or compiled.
//   Node 22 up    13: one addon for all of them, and it comes inside the package. The addon of 12, compiled for
//                 24.19 or later, ends the process when a statement is collected while nothing runs.
const [major = 0] = process.versions.node.split('.').map(Number)

module.exports = major >= 22 ? require('better-sqlite3-13') : require('better-sqlite3-12')
