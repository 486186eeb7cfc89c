ALTER TABLE "handoffs" DROP COLUMN "is_need_to_know";--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "requested_by" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "targets" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approval_class" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "agreement" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approved_at" timestamptz;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approved_by_name" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approved_by_contact" text;--> statement-breakpoint
ALTER TABLE "handoffs" ADD COLUMN "approval_how" text;
