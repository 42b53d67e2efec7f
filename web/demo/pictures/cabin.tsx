/** A red cabin under the northern lights. */
export function Cabin() {
  return (
    <svg viewBox="0 0 320 220" role="img" aria-label="A red cabin by the water under northern lights">
      <defs>
        <linearGradient id="night" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#14233d" />
          <stop offset="1" stop-color="#36587a" />
        </linearGradient>
      </defs>
      <rect width="320" height="220" fill="url(#night)" />
      <g fill="none" stroke-linecap="round" opacity="0.75">
        <path
          d="M-10 70c60-50 110 20 170-20s100-30 170-10"
          stroke="#5fd3a5"
          stroke-width="16"
          opacity="0.5"
        />
        <path d="M-10 88c70-40 120 20 180-16s90-20 160-4" stroke="#8be9c6" stroke-width="7" opacity="0.6" />
      </g>
      <g fill="#eef4ff">
        <circle cx="40" cy="30" r="1.5" />
        <circle cx="104" cy="22" r="1.5" />
        <circle cx="206" cy="24" r="1.5" />
        <circle cx="282" cy="34" r="1.5" />
        <circle cx="252" cy="16" r="1.2" />
      </g>
      <path d="m0 158 62-58 44 40 56-66 60 62 40-28 58 50v40H0Z" fill="#223a56" />
      <path d="m162 74 20 21-12-3-9 9-12-11ZM62 100l14 13-9-2-6 6-10-7Z" fill="#dfe9f2" />
      <path d="M0 164h320v56H0Z" fill="#2c4a68" />
      <path d="M30 200h70M190 208h90M120 190h30" stroke="#57789a" stroke-width="2.5" stroke-linecap="round" />
      <path d="M84 168q70-10 150 0v10H84Z" fill="#d7e1e8" />
      <rect x="104" y="112" width="112" height="58" fill="#a8322b" />
      <path
        d="M112 112v58M124 112v58M136 112v58M184 112v58M196 112v58M208 112v58"
        stroke="#8d2721"
        stroke-width="2"
      />
      <path d="m94 116 66-44 66 44-8 6-58-38-58 38Z" fill="#e9eff3" />
      <path d="m104 114 56-36 56 36Z" fill="#a8322b" />
      <rect x="116" y="126" width="28" height="24" fill="#ffd98a" stroke="#f4f1ea" stroke-width="3" />
      <rect x="178" y="126" width="28" height="24" fill="#ffd98a" stroke="#f4f1ea" stroke-width="3" />
      <rect x="150" y="130" width="20" height="40" fill="#5a1b17" />
      <path d="M192 76v18h12V84Z" fill="#54606b" />
      <path
        d="M198 70c0-8 8-8 6-16s6-8 6-14"
        stroke="#cdd8e2"
        stroke-width="3"
        fill="none"
        stroke-linecap="round"
        opacity="0.6"
      />
      <path d="M118 184h28v8h-28ZM178 184h26v6h-26Z" fill="#ffd98a" opacity="0.4" />
    </svg>
  );
}
