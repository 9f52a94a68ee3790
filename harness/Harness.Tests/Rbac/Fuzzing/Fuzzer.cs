using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Tests.Rbac.Fuzzing;

/// <summary>
/// Gives a reader many bad inputs. Each has to be read, or refused as bad input with a place: anything else is a failure, and so is an
/// input that is not done in half a minute.
/// </summary>
internal static partial class Fuzzer
{
    /// <summary>Environment variable: how many inputs each reader is given.</summary>
    public const string Inputs = "HARNESS_FUZZ_INPUTS";

    private const int Few = 2000;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    /// <param name="good">Documents to begin with.</param>
    /// <param name="read">Reads an input; throws for what should not have come out of it.</param>
    public static void Run(IReadOnlyList<string> good, Action<byte[]> read)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Inputs), CultureInfo.InvariantCulture, out var many) ? many : Few;
        var (seed, accepted, failures) = (0, 0, new List<string>());
        var work = new Thread(Work) { IsBackground = true };
        work.Start();
        for (var before = -1; !work.Join(Hang); before = Volatile.Read(ref seed))
            Volatile.Read(ref seed).ShouldNotBe(before, $"this input is not done after {Hang.TotalSeconds} s");

        TestContext.Out.WriteLine($"{seed} inputs: {accepted} read, {seed - accepted - failures.Count} refused, {failures.Count} failed");
        failures.ShouldBeEmpty();
        accepted.ShouldBeInRange(count / 100, count * 9 / 10, "a mutator that breaks everything, or nothing, shows nothing");

        void Work()
        {
            for (; seed < count && failures.Count < 10; Interlocked.Increment(ref seed))
            {
                if (Try(new Mutator(seed).Mutate(good[seed % good.Count], good[seed / good.Count % good.Count]), read) is not { } complaint)
                    accepted++;
                else if (complaint.Length > 0)
                    failures.Add($"seed {seed}: {complaint}");
            }
        }
    }

    /// <returns>Null when it was read; empty when it was refused as it should be; else what is wrong with that.</returns>
    private static string? Try(byte[] input, Action<byte[]> read)
    {
        try
        {
            read(input);
            return null;
        }
        catch (HarnessException refused) when (refused.Kind == FailureKind.BadInput
            && refused.Message.Split('\n').All(line => Complaint().IsMatch(line)))
        {
            return "";
        }
        catch (Exception other)
        {
            return $"{other}\non {Encoding.UTF8.GetString(input)}";
        }
    }

    [GeneratedRegex(@"^-:[1-9][0-9]*:[1-9][0-9]*: [^\r\n]{10,}\z|^… and [0-9]+ more; ")]
    private static partial Regex Complaint();
}
