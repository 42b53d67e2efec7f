/** A wooden town house by a canal, a maple over it. */
export function Machiya() {
  return (
    <svg viewBox="0 0 320 220" role="img" aria-label="A wooden town house by a canal, under a maple">
      <rect width="320" height="220" fill="#efe3d6" />
      <path d="M0 120c50-40 90-46 140-20s110 10 180-34v90H0Z" fill="#c9cdb8" />
      <rect x="60" y="94" width="190" height="86" fill="#6d4a35" />
      <path d="M40 98q115-22 230 0l-22-34q-93-16-186 0Z" fill="#4a4f57" />
      <path d="M78 66 155 34l77 32q-77-12-154 0Z" fill="#3d4249" />
      <rect x="96" y="64" width="118" height="6" fill="#8a6a4f" />
      <rect x="72" y="108" width="66" height="60" fill="#f8e7bd" />
      <rect x="176" y="108" width="62" height="60" fill="#f8e7bd" />
      <path
        d="M72 128h66M72 148h66M88 108v60M105 108v60M122 108v60M176 128h62M176 148h62M191 108v60M207 108v60M222 108v60"
        stroke="#6d4a35"
        stroke-width="2.5"
      />
      <rect x="142" y="112" width="30" height="68" fill="#23384d" />
      <path d="M142 112h30v22h-30Z" fill="#2f4c68" />
      <circle cx="157" cy="122" r="6" fill="#f4ede0" />
      <circle cx="62" cy="116" r="9" fill="#d8533b" />
      <path d="M62 100v7M58 126h8" stroke="#3d2b20" stroke-width="2" />
      <path d="M0 178h320v10H0Z" fill="#a39b8f" />
      <path d="M0 188h320v32H0Z" fill="#7fa5ad" />
      <path d="M24 200h56M130 208h70M232 198h60" stroke="#cfe3e4" stroke-width="2.5" stroke-linecap="round" />
      <path d="M292 180c-4-50-2-84 4-110" stroke="#5a4031" stroke-width="7" fill="none" />
      <g fill="#c4502f">
        <circle cx="296" cy="58" r="34" />
        <circle cx="262" cy="74" r="22" />
        <circle cx="318" cy="92" r="26" />
      </g>
      <g fill="#de7748">
        <circle cx="284" cy="50" r="16" />
        <circle cx="310" cy="76" r="13" />
      </g>
      <path d="m214 196 6-3 2 5ZM110 202l6-2 1 5Z" fill="#c4502f" />
    </svg>
  );
}
