CREATE TABLE "bus_deliveries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"crashes" integer NOT NULL,
	"letter" text
);
--> statement-breakpoint
CREATE TABLE "bus_messages" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"realm_id" text COLLATE "C" NOT NULL,
	"message" text NOT NULL
);
