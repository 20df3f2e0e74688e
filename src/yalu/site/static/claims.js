"use strict";
// The ClaimReview of a page knows its address only where the page is published.
if (location.protocol.startsWith("http")) {
  const here = new URL(document.currentScript.src).href.replace(/static\/claims\.js.*$/, "");
  document.querySelectorAll('script[type="application/ld+json"]').forEach((data) => {
    data.textContent = data.textContent.replaceAll("https://YOUR-SITE/", here);
  });
}
