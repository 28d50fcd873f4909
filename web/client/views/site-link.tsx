import type { ComponentChildren } from "preact";
import { pageAddress, useSite } from "../site.ts";

interface SiteLinkProps {
  /** Of one of our pages, beginning with "/". */
  path: string;
  rel?: "prev" | "next";
  lang?: string;
  onClick?: (event: MouseEvent) => void;
  children: ComponentChildren;
}

/** A link to one of our own pages; inside another site it opens a new tab and says so. */
export function SiteLink({ path, children, ...attributes }: SiteLinkProps) {
  const site = useSite();
  const href = pageAddress(site, path);
  if (!site.newTab)
    return (
      <a href={href} {...attributes}>
        {children}
      </a>
    );
  return (
    <a href={href} target="_blank" rel="noopener" {...attributes}>
      {children}
      <span class="visually-hidden">{site.strings.site.newTab}</span>
    </a>
  );
}
