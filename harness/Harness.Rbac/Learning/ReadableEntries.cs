using Harness.Rbac.Auditing;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;

namespace Harness.Rbac.Learning;

/// <summary>
/// Keeps what a policy can say. The policy's own reader decides, on a policy with nothing else in it; what it refuses is left out with its
/// reason: nothing wider is written in its place.
/// </summary>
/// <param name="leftOut">Receives what is left out.</param>
internal sealed class ReadableEntries(ICollection<string> leftOut)
{
    private const string File = "learnt";

    /// <summary>What of a consumer can be said; null when nothing can.</summary>
    public LearntConsumer? Of(LearntConsumer consumer)
    {
        var readable = consumer.Entries.Select(entry => Of(consumer, entry)).OfType<LearntEntry>().ToList();
        return readable.Count == 0 ? null : consumer with { Entries = readable };
    }

    private LearntEntry? Of(LearntConsumer consumer, LearntEntry entry)
    {
        if (Refusal(consumer, entry with { Paths = [] }) is { } refusal)
        {
            LeaveOut(consumer, entry, "", refusal);
            return null;
        }

        var paths = entry.Paths.Where(path => IsReadable(consumer, entry, path)).ToList();
        return paths.Count == 0 && entry.Paths.Count > 0 ? null : entry with { Paths = paths };
    }

    private bool IsReadable(LearntConsumer consumer, LearntEntry entry, CalledPath path)
    {
        var refusal = path.Path.Contains('*', StringComparison.Ordinal)
            ? "it has a * in it, which stands for every path"
            : Refusal(consumer, entry with { Paths = [path] });
        if (refusal is not null)
            LeaveOut(consumer, entry, $" with the path {path.Pattern}", refusal);
        return refusal is null;
    }

    private void LeaveOut(LearntConsumer consumer, LearntEntry entry, string detail, string why)
    {
        var names = entry.Names.Count == 0 ? "" : $" \"{string.Join("\", \"", entry.Names)}\"";
        var verbs = string.Join("/", entry.Verbs.Select(verb => verb.Verb));
        leftOut.Add($"{consumer.Subject}: {verbs} {entry.Resource}{names}{detail}: {why}");
    }

    /// <summary>Why the reader refuses it; null when it does not.</summary>
    private static string? Refusal(LearntConsumer consumer, LearntEntry entry)
    {
        if (OutOfNamespaces(entry) is { } outside)
            return outside;
        if (entry.Resource == "services/proxy" && (entry.Service is not { } service || service.Scheme == ""))
            return "a policy cannot spell that name";
        var policy = new LearntPolicy
        {
            Name = File,
            Namespaces = [entry.Namespace.Length == 0 ? "default" : entry.Namespace],
            Consumers = [consumer with { Entries = [entry] }],
        };
        try
        {
            var read = AccessPolicyReader.Parse(File, LearntPolicyText.Of(policy)).Consumers[0].Allow[0];
            return read.Names.SequenceEqual(entry.Names) ? null : "a policy cannot spell that name";
        }
        catch (HarnessException refused)
        {
            var line = refused.Message.Split('\n')[0];
            return line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        }
    }

    /// <summary>Why a policy, which is for some namespaces, cannot say it; null where it can.</summary>
    private static string? OutOfNamespaces(LearntEntry entry)
    {
        if (entry.Namespace.Length > 0)
            return null;
        var known = KnownResources.Find(entry.Resource.Split('/')[0]);
        return known?.ApiGroup != entry.ApiGroup
            ? "it is in no namespace, or in all of them at once, and a policy knows no such resource there"
            : known.IsNamespaced ? "it is in all namespaces at once, and a policy is for some" : null;
    }
}
