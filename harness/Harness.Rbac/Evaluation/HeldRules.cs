using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Evaluation;

/// <summary>
/// Rules that are held together, in order. Their filters lie side by side, so that four rules are ruled out at a time.
/// </summary>
internal sealed class HeldRules
{
    private const int About = 0;
    private const int Verbs = 1;
    private const int Names = 2;
    private const int Words = 3;
    private static readonly int AtATime = Vector256<ulong>.Count;

    private HeldRule[] _rules = [];
    private AccessDecision?[] _decisions = []; // each made once: they say the same every time
    private int _count;

    /// <summary>
    /// For each four rules, what they are about, then their verbs, then their names. Zeros stand for rules that are not there: those meet
    /// nothing.
    /// </summary>
    private ulong[] _filters = [];

    /// <summary>All of them.</summary>
    public ReadOnlySpan<HeldRule> All => _rules.AsSpan(0, _count);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Adds one.</summary>
    public void Add(HeldRule held)
    {
        if (_count == _rules.Length)
            Grow();
        var (filter, block, lane) = (held.Rule.Filter, _count / AtATime * Words, _count % AtATime);
        _filters[((block + About) * AtATime) + lane] = filter.About;
        _filters[((block + Verbs) * AtATime) + lane] = filter.Verbs;
        _filters[((block + Names) * AtATime) + lane] = filter.Names;
        _rules[_count++] = held;
    }

    /// <summary>Index of the first rule from <paramref name="from"/> on that allows something; negative when none does.</summary>
    public int Next(int from, AccessQuestion question, RuleFilter asked)
    {
        var (about, verbs, names) = (Vector256.Create(asked.About), Vector256.Create(asked.Verbs), Vector256.Create(asked.Names));
        for (var first = from - (from % AtATime); first < _count; first += AtATime)
        {
            var block = first / AtATime * Words;
            var apart = Vector256.Equals(At(block + About) & about, Vector256<ulong>.Zero)
                | Vector256.Equals(At(block + Verbs) & verbs, Vector256<ulong>.Zero)
                | Vector256.Equals(At(block + Names) & names, Vector256<ulong>.Zero);
            for (var meeting = ~apart.ExtractMostSignificantBits() & ((1u << AtATime) - 1); meeting != 0; meeting &= meeting - 1)
            {
                var i = first + BitOperations.TrailingZeroCount(meeting);
                if (i >= from && _rules[i].Rule.Rule.Allows(question))
                    return i;
            }
        }

        return -1;
    }

    /// <summary>That the first rule allows something; null when none does.</summary>
    public AccessDecision? First(AccessQuestion question, RuleFilter asked) =>
        Next(0, question, asked) is >= 0 and var i ? _decisions[i] ??= new AccessDecision(_rules[i].Path) : null;

    /// <summary>Every way by which they allow something.</summary>
    public void AddPaths(AccessQuestion question, RuleFilter asked, List<GrantPath> paths)
    {
        for (var i = Next(0, question, asked); i >= 0; i = Next(i + 1, question, asked))
            paths.Add(_rules[i].Path);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<ulong> At(int word) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_filters), (nuint)(word * AtATime));

    private void Grow()
    {
        Array.Resize(ref _rules, Math.Max(1, 2 * _count));
        Array.Resize(ref _decisions, _rules.Length);
        var blocks = (_rules.Length + AtATime - 1) / AtATime;
        if (_filters.Length < blocks * Words * AtATime)
            Array.Resize(ref _filters, blocks * Words * AtATime);
    }
}
