using Harness.Reports.Gates;
using Harness.Reports.Headlines;
using Harness.Reports.Tests.History;

namespace Harness.Reports.Tests.Gates;

/// <summary>Nightly histories with a known change, and noise taken from real runs.</summary>
/// <param name="Blocks">Rounds of a night.</param>
/// <param name="Pairs">Pairs of numbers of connections that are taken together in each; 0 for a single number.</param>
/// <param name="BetweenRuns">Scatter from run to run beside that of the rounds.</param>
internal sealed record SimulatedNights(int Blocks, int Pairs, double BetweenRuns)
{
    private const int Before = 30;
    private const int Judged = 7;
    private static readonly Gate Gate = new("nightly", [new GateRule(Nights.Ratio, 0.03)], null, true);

    /// <summary>The first night, from 1, on which the gate tripped after the change; null where it never did in a week.</summary>
    /// <param name="change">How many times the ratio is from that night on.</param>
    /// <param name="seed">Which history.</param>
    public int? FirstAlarm(double change, int seed)
    {
        var random = new Random(seed);
        var runs = Enumerable.Range(0, Before + Judged).Select(night => Night(night, night < Before ? 1 : change, random)).ToList();
        for (var night = 1; night <= Judged; night++)
        {
            var result = Gate.Judge(runs[Before + night - 1], Nights.History(runs.Take(Before + night)));
            if (result.Outcome == Outcome.Violation)
                return night;
        }

        return null;
    }

    /// <summary>Of so many histories, in how many it tripped by the third and by the seventh night.</summary>
    public (int ByThird, int BySeventh) Alarms(double change, int histories)
    {
        var first = Enumerable.Range(0, histories).AsParallel().Select(history => FirstAlarm(change, (history * 7919) + 17)).ToList();
        return (first.Count(night => night <= 3), first.Count(night => night is not null));
    }

    private RunReport Night(int night, double change, Random random)
    {
        var level = Math.Log(20 * change) + (BetweenRuns * Normal(random));
        return Nights.Of(night, Nights.Figure([.. Enumerable.Range(0, Blocks).Select(_ => Math.Exp(level + Noise(random)))]));
    }

    private double Noise(Random random)
    {
        if (Pairs == 0)
            return Draw().One;
        return Enumerable.Range(0, Pairs).Average(_ =>
        {
            var (one, many) = Draw();
            return (one + many) / 2;
        });

        (double One, double Many) Draw()
        {
            var block = RealNoise.Residuals[random.Next(RealNoise.Residuals.Length)];
            return random.Next(2) == 0 ? block : (block.Many, block.One);
        }
    }

    /// <summary>By Box and Muller.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
