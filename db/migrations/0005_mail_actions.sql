-- What is done with mails stands in the provider's audit, like every other act.
DROP TABLE "mail_actions";
