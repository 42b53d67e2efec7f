/** A white cottage above the sea, a mountain with a flat top behind it. */
export function Cottage() {
  return (
    <svg
      viewBox="0 0 320 220"
      role="img"
      aria-label="A white cottage above the sea, a flat mountain behind it"
    >
      <rect width="320" height="220" fill="#bfe0ea" />
      <circle cx="58" cy="48" r="20" fill="#fff3cf" />
      <path d="M70 130 108 66l18-8h110l16 8 44 64Z" fill="#7f8f8a" />
      <path d="M126 58h110l12 7q-60-12-126 2Z" fill="#f3f6f4" opacity="0.9" />
      <path d="m136 70-14 50M176 66l-4 52M214 66l12 52" stroke="#6c7c77" stroke-width="4" opacity="0.5" />
      <rect y="124" width="320" height="50" fill="#3f8fa6" />
      <path
        d="M20 140h60M120 136h50M220 146h80M60 156h40"
        stroke="#9fd2dc"
        stroke-width="2.5"
        stroke-linecap="round"
      />
      <path d="m262 134 4-18 14 18Z" fill="#fdfaf2" />
      <path d="M256 136h28l-4 6h-20Z" fill="#c24f38" />
      <path d="M0 182c70-22 150-20 220-6s80 6 100 2v42H0Z" fill="#9bb07a" />
      <rect x="74" y="122" width="138" height="66" fill="#fbf8f1" />
      <path d="M64 124 92 92h102l28 32Z" fill="#5d5348" />
      <rect x="176" y="82" width="16" height="22" fill="#fbf8f1" />
      <rect x="126" y="138" width="30" height="50" rx="3" fill="#2b7a8c" />
      <g fill="#cfe6ea" stroke="#2b7a8c" stroke-width="4">
        <rect x="88" y="138" width="24" height="24" />
        <rect x="172" y="138" width="24" height="24" />
      </g>
      <g fill="#d6577f">
        <circle cx="216" cy="182" r="9" />
        <circle cx="230" cy="178" r="11" />
        <circle cx="62" cy="186" r="9" />
        <circle cx="48" cy="182" r="7" />
      </g>
      <g fill="#6f8a52">
        <circle cx="246" cy="186" r="10" />
        <circle cx="34" cy="188" r="9" />
      </g>
      <path d="M132 220q4-18 9-32h8q-2 14 8 32Z" fill="#e6d6b4" />
    </svg>
  );
}
