ALTER TABLE `codes` ADD `network` text;--> statement-breakpoint
-- Until now the scope flows opened one-time codes too. Tokens of products keep that, as a scope that the list shows; tokens
-- that act in somebody's name do not.
UPDATE `api_tokens` SET `scopes` = replace(`scopes`, '"flows"', '"flows","codes"') WHERE `role` IS NULL AND `scopes` LIKE '%"flows"%';
