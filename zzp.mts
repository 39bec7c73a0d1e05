import { localJudge } from '/work/main/src/relate/local/judge.ts'
import fs from 'node:fs'
const j=localJudge(); const D='/work/shared/data/pairs/'
for (const f of fs.readdirSync(D).filter(f=>!f.startsWith('breaking')&&!f.startsWith('healthver')&&!f.startsWith('persp'))) { const c:any={}; const wrong:string[]=[]
 for (const l of fs.readFileSync(D+f,'utf8').trim().split('\n').slice(0,5000)) { const p=JSON.parse(l); const r=await j.judge(p.premise,p.hypothesis); if (r.label!=='neutral'){ const rule=r.reason.includes('narrowed')?'narrow':r.reason.includes('opposites')?'antonym':r.reason.includes('count')?'number':'negation'; const k=c[rule]??={n:0,ok:0}; k.n++; if (p.label===r.label||(p.label==='undermine'&&r.label==='contradiction')||(p.label==='support'&&r.label==='entailment')) k.ok++; else if(wrong.length<7) wrong.push(rule+' '+p.label+': '+p.premise+' // '+p.hypothesis) } }
 console.log(f, JSON.stringify(c)); for (const w of wrong) console.log('    ',w.slice(0,250)) }
