{com a small ring of our own com}
energy = 1.500000;
    betax   = 10.0; alphax  = 0.0;
lq = 0.15; kf = 1.4;
f = -kf*0.98;

{----- table of elements ---}
d1   : drift, l = 0.5, ax = 30.00, ay = 20.00;
qf   : quadrupole, l = 2*lq, k = kf, ax = 30.00, ay = 20.00;
qd   : Quadrupole, l = 2*lq, k = f;
b    : bending, l = 1.2, t = 22.5, k = -0.1,
       t1 = 8, t2 = 14.5, gap = 40.0, k1in = 0.4, k1ex = 0.5;
c    : combined, l = 0.4, t = 2, t1 = 1, t2 = 1, k = 0.5, m = 3, n = 4;
sf   : sextupole, l = 0.1, k = 5, n = 2;
st   : sextupole, k = 0.2;
o    : multipole, n = 4, k = 10;
sk   : multipole, n = -2, k = 0.01;
m    : opticsmarker, betax = 1.0, alphax = 0.0;
bpm  : monitor;
ch   : h-corrector, dxp = 0.1;
cv   : v-corrector, dyp = -0.2;
u    : undulator, l = 1.5, lamb = 0.02, bmax = 0.8;

{----- table of segments ---}
half : m, qf, d1, b, d1, sf, qd;
cell : half, st, o, sk, bpm, ch, cv, -half;
ring : 2*cell, c, u, nper = 6;
