/** Lisbon's rooftops at dusk, the river behind them. */
export function Rooftops() {
  return (
    <svg
      viewBox="0 0 640 520"
      role="img"
      aria-label="Rooftops above a river at dusk, a few windows lit"
      preserveAspectRatio="xMidYMid slice"
    >
      <defs>
        <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#2f4a63" />
          <stop offset="0.45" stop-color="#c98b78" />
          <stop offset="0.7" stop-color="#f3c78e" />
        </linearGradient>
        <linearGradient id="river" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#e7b98c" />
          <stop offset="1" stop-color="#7d92a0" />
        </linearGradient>
      </defs>
      <rect width="640" height="520" fill="url(#dusk)" />
      <circle cx="452" cy="214" r="44" fill="#fde3b0" />
      <path d="M0 238c80-22 150-14 230-6s180-26 260-16 110 12 150 6v44H0Z" fill="#8d7480" opacity="0.75" />
      <rect y="252" width="640" height="70" fill="url(#river)" />
      <path
        d="M408 262h88M396 274h120M420 288h64"
        stroke="#fde3b0"
        stroke-width="3"
        stroke-linecap="round"
        opacity="0.8"
      />
      <path d="m96 262 8-26 2 26Zm14 0V228l22 34Z" fill="#f7ead6" />
      <path d="M84 264h58l-8 12H94Z" fill="#5d4a4c" />
      <House x={0} y={300} width={150} height={240} wall="#efe0c8" roof="#b9583c" lit={[1]} />
      <House x={508} y={286} width={150} height={240} wall="#d8e2dd" roof="#a64d35" lit={[0, 3]} />
      <House x={138} y={330} width={176} height={200} wall="#f4c9a0" roof="#c7653f" lit={[0, 2]} />
      <House x={372} y={322} width={150} height={210} wall="#f6ead5" roof="#bd5c3d" lit={[1, 2]} />
      <House x={290} y={368} width={112} height={160} wall="#9fb8b4" roof="#a9503a" lit={[0]} />
      <path d="M0 470c120-26 200 6 320 4s210-34 320-10v56H0Z" fill="#27443f" />
      <g fill="#1e3833">
        <circle cx="52" cy="462" r="30" />
        <circle cx="94" cy="474" r="24" />
        <circle cx="590" cy="462" r="34" />
        <circle cx="548" cy="478" r="22" />
      </g>
      <path d="M118 420q190 44 396-6" fill="none" stroke="#2b3540" stroke-width="2" />
      <g fill="#ffe6a8">
        {[168, 222, 280, 340, 400, 456].map((x, index) => (
          <circle key={x} cx={x} cy={[432, 440, 444, 442, 435, 425][index]} r="5" />
        ))}
      </g>
    </svg>
  );
}

interface HouseProps {
  x: number;
  y: number;
  width: number;
  height: number;
  wall: string;
  roof: string;
  /** Which of its four windows are lit. */
  lit: number[];
}

function House({ x, y, width, height, wall, roof, lit }: HouseProps) {
  const window = { width: width * 0.17, height: 34 };
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} fill={wall} />
      <path d={`M-8 4 ${width / 2} -40 ${width + 8} 4Z`} fill={roof} />
      <path d={`M-8 4h${width + 16}v7h-${width + 16}Z`} fill="#7e3a28" opacity="0.5" />
      {[0, 1, 2, 3].map((index) => (
        <rect
          key={index}
          x={width * (index % 2 === 0 ? 0.2 : 0.62)}
          y={index < 2 ? 30 : 88}
          width={window.width}
          height={window.height}
          rx={window.width / 2}
          fill={lit.includes(index) ? "#ffdf94" : "#4b5963"}
        />
      ))}
    </g>
  );
}
