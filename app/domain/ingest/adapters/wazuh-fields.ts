/** What tells two firings of one rule on one agent apart, as far as an alert has it. */
export const subjects = [
  "syscheck.path",
  "data.virustotal.source.file",
  "data.file",
  "data.srcip",
  "data.srcuser",
  "data.dstuser",
  "data.office365.UserId",
  "data.office365.Operation",
  "data.win.eventdata.targetUserName",
  "data.win.system.eventID",
  "data.sca.policy_id",
  "data.sca.check.id",
  "data.aws.resource.instanceDetails.instanceId",
  "data.aws.userIdentity.userName",
  "data.docker.Actor.ID",
  "data.github.repo",
  "location",
]

/** Where the decoders of Wazuh put what an analyst pivots on. */
export const observed = {
  ip: ["data.srcip", "data.dstip", "data.src_ip", "data.dest_ip"],
  hash: ["syscheck.md5_after", "syscheck.sha1_after", "syscheck.sha256_after"],
  user: [
    "data.srcuser",
    "data.dstuser",
    "data.office365.UserId",
    "data.win.eventdata.targetUserName",
    "data.win.eventdata.subjectUserName",
    "data.win.eventdata.user",
    "data.aws.userIdentity.userName",
    "data.github.actor",
    "data.gcp.protoPayload.authenticationInfo.principalEmail",
    "syscheck.audit.user.name",
  ],
  cve: ["data.vulnerability.cve"],
  url: ["data.url"],
  domain: [
    "data.hostname",
    "data.domain",
    "data.win.eventdata.queryName",
    "data.gcp.jsonPayload.queryName",
    "data.http.hostname",
    "data.tls.sni",
    "data.dns.rrname",
  ],
} as const

/** Labels beside rule, agent and data. */
export const shown = {
  location: "location",
  decoder: "decoder.name",
  manager: "manager.name",
  program: "predecoder.program_name",
  file: "syscheck.path",
  change: "syscheck.event",
}
