import { expect, test } from "vitest"
import { readSnsConfirmation } from "./sns-confirmation.ts"

const arn = "arn:aws:sns:eu-west-1:123456789012:alarms"
const link = (more: Record<string, string> = {}, host = "https://sns.eu-west-1.amazonaws.com/") =>
  `${host}?${new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: arn, Token: "abc", ...more }).toString()}`
const question = (more: object = {}) =>
  JSON.stringify({
    ...{ Type: "SubscriptionConfirmation", TopicArn: arn, Token: "abc", SubscribeURL: link() },
    SigningCertURL: "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem",
    ...more,
  })

test("a question of AWS, as its documentation shows it", () =>
  expect(readSnsConfirmation(question())).toEqual({
    ok: true,
    value: { topicArn: arn, subscribeUrl: link() },
  }))

test.each([
  ["http", { SubscribeURL: link().replace("https", "http") }],
  ["another host", { SubscribeURL: link({}, "https://evil.example/") }],
  [
    "a host that only begins like it",
    { SubscribeURL: link({}, "https://sns.eu-west-1.amazonaws.com.evil.example/") },
  ],
  [
    "the host as a user name",
    { SubscribeURL: link({}, "https://sns.eu-west-1.amazonaws.com@evil.example/") },
  ],
  ["another user before the host", { SubscribeURL: link({}, "https://x:y@sns.eu-west-1.amazonaws.com/") }],
  ["another port", { SubscribeURL: link({}, "https://sns.eu-west-1.amazonaws.com:8443/") }],
  ["another region", { SubscribeURL: link({}, "https://sns.us-east-1.amazonaws.com/") }],
  ["another service of AWS", { SubscribeURL: link({}, "https://s3.eu-west-1.amazonaws.com/") }],
  ["an address", { SubscribeURL: link({}, "https://169.254.169.254/") }],
  ["another action", { SubscribeURL: link({ Action: "Unsubscribe" }) }],
  ["another topic", { SubscribeURL: link({ TopicArn: "arn:aws:sns:eu-west-1:123456789012:other" }) }],
  ["a second action", { SubscribeURL: `${link()}&Action=Unsubscribe` }],
  ["a second topic", { SubscribeURL: `${link()}&TopicArn=${arn}` }],
  ["a path", { SubscribeURL: link({}, "https://sns.eu-west-1.amazonaws.com/x") }],
  ["another token", { Token: "xyz" }],
  ["no topic", { TopicArn: "alarms" }],
  ["a topic of a queue", { TopicArn: "arn:aws:sqs:eu-west-1:123456789012:alarms" }],
  ["no link", { SubscribeURL: null }],
  ["a certificate from elsewhere", { SigningCertURL: "https://evil.example/x.pem" }],
  ["a certificate that is none", { SigningCertURL: "https://sns.eu-west-1.amazonaws.com/x" }],
])("%s is refused", (_name, more) => expect(readSnsConfirmation(question(more))).toMatchObject({ ok: false }))

test.each([
  ["China", "aws-cn", "cn-north-1", "sns.cn-north-1.amazonaws.com.cn"],
  ["the government's", "aws-us-gov", "us-gov-west-1", "sns.us-gov-west-1.amazonaws.com"],
])("%s regions have their own hosts", (_name, partition, region, host) => {
  const topic = `arn:${partition}:sns:${region}:123456789012:alarms`
  const given = question({
    ...{ TopicArn: topic, SubscribeURL: link({ TopicArn: topic }, `https://${host}/`) },
    SigningCertURL: `https://${host}/x.pem`,
  })
  expect(readSnsConfirmation(given)).toMatchObject({ ok: true })
})

test.each(["", "[", "{}", `{"Type": "Notification"}`])("%s is no such question", (body) =>
  expect(readSnsConfirmation(body)).toBeUndefined(),
)
