/** Where the panel covers the page. The style sheet says the same. */
export const phone = "(max-width: 480px)";
