using System.Globalization;
using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;

namespace Harness.Rbac.Learning;

/// <summary>Makes the least policy that allows what was let through.</summary>
/// <param name="Tally">What was done.</param>
public sealed record PolicyLearner(AuditTally Tally)
{
    private const int MostReasons = 10;
    private readonly List<string> _leftOut = [];
    private readonly OrderedDictionary<string, (long Count, DateTimeOffset? Last)> _secret = [];

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "learnt";

    /// <summary>Namespaces that it is for, whether anything was done there or not; none for those where something was.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Whether the paths behind services are told apart; else a service is allowed with every path.</summary>
    public bool WithPaths { get; init; } = true;

    /// <summary>How many names of objects are told apart; with more, every name is allowed.</summary>
    public int MostNames { get; init; } = 20;

    /// <summary>What it is learnt from, in sentences.</summary>
    public IReadOnlyList<string> Origin { get; init; } = [];

    /// <summary>Why that is not all; empty when it is.</summary>
    public IReadOnlyList<string> NotComplete { get; init; } = [];

    /// <summary>Makes it.</summary>
    /// <exception cref="HarnessException">Nothing was let through that a policy could be made of (exit code 3).</exception>
    public LearntPolicy Learn()
    {
        var (names, check) = (new ConsumerNames(), new ReadableEntries(_leftOut));
        var consumers = Tally.Uses.Where(use => use.Answer == AuditAnswer.Allowed && use.Caller.User.Length > 0)
            .GroupBy(use => SubjectIdentity.Key(use.Subject))
            .OrderBy(uses => uses.Key.ToString(), StringComparer.Ordinal)
            .Where(uses => MayBeWritten(!SecretName.Is(uses.Key), $"{uses.Key}", uses))
            .Select(uses => new LearntConsumer(names.Of(uses.Key), uses.Key, Entries([.. uses])))
            .Select(check.Of).OfType<LearntConsumer>().ToList();
        var used = consumers.SelectMany(consumer => consumer.Entries).Select(entry => entry.Namespace).Where(ns => ns.Length > 0);
        var namespaces = Namespaces.Count > 0 ? Namespaces : [.. used.Distinct().Order(StringComparer.Ordinal)];
        var ignored = Tally.Ignored.OrderBy(one => one.Key.ToString(), StringComparer.Ordinal).ToLookup(one => SecretName.Is(one.Key));
        foreach (var (subject, count) in ignored[true])
            LeaveOutSecret($"{subject}, who is to be ignored,", SecretName.Remark, count, null);
        LeaveOutRefused();
        LeaveOutOthers();
        if (namespaces.Count == 0 || !Tally.Uses.Any(use => use.Answer == AuditAnswer.Allowed))
            throw HarnessException.Undecided(Nothing());
        return new LearntPolicy
        {
            Name = Name,
            Namespaces = namespaces,
            Consumers = consumers,
            Ignored = [.. ignored[false].Select(one => (one.Key, one.Value))],
            LeftOut = [.. LeftOut],
            Grants = GrantsOf(consumers),
            Origin = Origin,
            NotComplete = NotComplete,
        };
    }

    private List<string> GrantsOf(IEnumerable<LearntConsumer> consumers)
    {
        var subjects = consumers.Select(consumer => consumer.Subject).ToHashSet();
        var uses = Tally.Uses.Where(use => subjects.Contains(SubjectIdentity.Key(use.Subject)) && use.Answer == AuditAnswer.Allowed);
        return [.. EntryRemarks.Bindings(uses).Order(StringComparer.Ordinal)];
    }

    private List<LearntEntry> Entries(IReadOnlyList<AuditedUse> uses) =>
    [
        .. uses.GroupBy(use => (use.Question.Namespace, use.Question.ApiGroup, use.Question.Resource))
            .OrderBy(same => $"{same.Key}", StringComparer.Ordinal)
            .Where(same => MayBeWritten(
                !SecretName.Is(same.Key.Namespace) && !SecretName.Is(same.Key.ApiGroup) && !SecretName.Is(same.Key.Resource),
                $"{same.First().Subject}: {same.Key.Resource} in namespace {same.Key.Namespace}", same))
            .SelectMany(same => same.Key is { Resource: "services/proxy", ApiGroup: "" }
                ? same.GroupBy(use => use.Question.Name).OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Where(one => MayBeWritten(!one.Key.Split(':').Any(SecretName.Is), Named(one.First(), one.Key), one))
                    .Select(one => OfService([.. one])).OfType<LearntEntry>()
                : OfResource([.. same])),
    ];

    /// <summary>Null where none of the paths can be written.</summary>
    private LearntEntry? OfService(IReadOnlyList<AuditedUse> uses)
    {
        var paths = uses.SelectMany(use => use.Paths.All).GroupBy(path => (path.Path, path.IsPrefix))
            .OrderBy(same => same.Key.Path, StringComparer.Ordinal)
            .Select(same => new CalledPath(
                same.Key.Path, same.Key.IsPrefix, same.Sum(one => one.Count), same.Max(one => one.Last), same.Max(one => one.Different)))
            .ToList();
        var entry = Entry(uses, [uses[0].Question.Name]);
        if (!WithPaths)
            return entry with { Remarks = [.. entry.Remarks, .. EntryRemarks.OfPaths(LearntPaths.Of(paths, _ => { }))] };
        // A service is open by its paths or as a whole, and never as a whole where only some of its paths are known.
        if (paths.Count == 0)
            return entry with { Paths = [new CalledPath("/", true, entry.Count, entry.Last, 1)] };
        var learnt = LearntPaths.Of(
            paths, path => LeaveOutSecret(Named(uses[0], uses[0].Question.Name), SecretName.PathRemark, path.Count, path.Last));
        return learnt.Count == 0 ? null : entry with { Paths = learnt };
    }

    /// <summary>
    /// Names that were used in the same way go into one entry. A verb that was used on too many to be told apart is allowed on every name,
    /// and no other verb with it.
    /// </summary>
    private IEnumerable<LearntEntry> OfResource(IReadOnlyList<AuditedUse> uses)
    {
        var wide = uses.GroupBy(use => use.Question.Verb).Where(same => NamesIn(same).Count > MostNames)
            .Select(same => same.Key).ToHashSet();
        var onEvery = uses.Where(use => wide.Contains(use.Question.Verb)).ToList();
        var onSome = uses.Except(onEvery).GroupBy(NameOf)
            .Where(one => MayBeWritten(!SecretName.Is(one.Key), Named(uses[0], one.Key), one))
            .GroupBy(one => (HasName: one.Key.Length > 0, Verbs: Verbs(one)))
            .OrderBy(same => $"{same.Key}", StringComparer.Ordinal)
            .Select(same => Entry(
                [.. same.SelectMany(one => one)],
                same.Key.HasName ? [.. same.Select(one => one.Key).Order(StringComparer.Ordinal)] : []));
        if (onEvery.Count == 0)
            return onSome;
        var every = Entry(onEvery, []);
        return onSome.Prepend(every with { Remarks = [.. every.Remarks, Many(NamesIn(onEvery).Count)] });
    }

    private static HashSet<string> NamesIn(IEnumerable<AuditedUse> uses) => [.. uses.Select(NameOf).Where(name => name.Length > 0)];

    private static string Many(int names) =>
        $"{Amount.Of(names, "different name")}: every name is allowed";

    /// <summary>The authorizer is told no name of what is yet to be made.</summary>
    private static string NameOf(AuditedUse use) =>
        use.Question.Verb == "create" && !use.Question.Resource.Contains('/', StringComparison.Ordinal) ? "" : use.Question.Name;

    private static string Verbs(IEnumerable<AuditedUse> uses) =>
        string.Join(',', uses.Select(use => use.Question.Verb).Distinct().Order(StringComparer.Ordinal));

    private static LearntEntry Entry(IReadOnlyList<AuditedUse> uses, IReadOnlyList<string> names)
    {
        var question = uses[0].Question;
        var verbs = uses.GroupBy(use => use.Question.Verb).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new LearntVerb(same.Key, same.Sum(use => use.Count), same.Max(use => use.Last)));
        return new LearntEntry(question.Namespace, question.ApiGroup, question.Resource, names, [.. verbs])
        {
            Remarks = [.. EntryRemarks.Of(uses)],
        };
    }

    private static string Named(AuditedUse use, string name) => $"{use.Subject}: {use.Question.Resource} \"{name}\"";

    /// <summary>Whether it may; what may not is left out with the reason.</summary>
    private bool MayBeWritten(bool mayBe, string what, IEnumerable<AuditedUse> uses)
    {
        if (!mayBe)
            LeaveOutSecret(what, SecretName.Remark, uses.Sum(use => use.Count), uses.Max(use => use.Last));
        return mayBe;
    }

    /// <summary>Of what reads the same once it is masked, there is one remark.</summary>
    private void LeaveOutSecret(string what, string remark, long count, DateTimeOffset? last)
    {
        var line = $"{SecretMask.Of(what)} {remark}";
        var before = _secret.GetValueOrDefault(line);
        _secret[line] = (before.Count + count, before.Last >= last ? before.Last : last ?? before.Last);
    }

    private IEnumerable<string> LeftOut =>
        [.. _leftOut, .. _secret.Select(one => $"{one.Key}: {Amount.Often(one.Value.Count, one.Value.Last)}")];

    private void LeaveOutRefused()
    {
        foreach (var answer in Enum.GetValues<AuditAnswer>().Where(answer => answer != AuditAnswer.Allowed))
        {
            var count = Tally.Uses.Where(use => use.Answer == answer).Sum(use => use.Count);
            if (count > 0)
                _leftOut.Add($"{EntryRemarks.Words(answer)}: {Amount.Of(count, "request")}");
        }
    }

    private void LeaveOutOthers()
    {
        if (Tally.Probes > 0)
            _leftOut.Add($"calls of validate --probe, by their user agent: {Amount.Of(Tally.Probes, "request")}");
        if (Tally.InNoNamespace > 0)
        {
            _leftOut.Add("in no namespace, or over all of them at once, where no Role can allow anything: "
                + Amount.Of(Tally.InNoNamespace, "request"));
        }
    }

    /// <summary>What could not be read comes first: it may be why there is nothing.</summary>
    private string Nothing()
    {
        const string hint = " (--all-resources looks at more than the proxies; see docs/learn.md for what the API server has to log)";
        const string asked = "of the resources, namespaces and time that were asked for";
        var all = Tally.Requests + Tally.Elsewhere + Tally.Probes;
        var why = (all, Tally.Requests + Tally.Probes) switch
        {
            (0, _) => "no request was read from the log",
            (1, 0) => $"the only request in the log is not {asked}",
            (_, 0) => $"none of {Amount.Of(all, "request")} in the log is {asked}",
            (_, var looked) => string.Create(
                CultureInfo.InvariantCulture,
                $"of {Amount.Of(all, "request")} in the log, {looked:N0} {(looked == 1 ? "is" : "are")} ")
                + $"{asked}, and none of those was let through by the authorizer for a caller who is not left out",
        };
        return string.Concat(NotComplete.Select(line => $"not complete: {line.ReplaceLineEndings(" ")}\n"))
            + $"nothing to learn from: {why}{(all == 0 ? "" : hint)}"
            + string.Concat(LeftOut.Take(MostReasons).Select(line => $"\nleft out: {line.ReplaceLineEndings(" ")}"));
    }
}
