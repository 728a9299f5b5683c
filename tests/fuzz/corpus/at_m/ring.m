function ring = small()
% A ring of our own.
L = 0.3; angle = 2*pi/16;
%{
a block
%}
qf = atquadrupole('QF', L, 1.25, 'StrMPoleSymplectic4Pass', 'NumIntSteps', 12);
b = atsbend('B', 1.5, angle, -0.5, 'BndMPoleSymplectic4Pass', 'EntranceAngle', angle/2, ...
            'ExitAngle', angle/2, 'PolynomB', [0 -0.5, 3.0]);
cell = {qf; atdrift('D', 0.4); b; atmonitor('BPM'); b};
c = atrfcavity('C', 0.1, 5e5, 352e6, 8, 3e9);
ring = [{atringparam('SMALL', 3e9, 8)}; cell; repmat(cell, 2, 1); {c}; cell(1:2)];
end
