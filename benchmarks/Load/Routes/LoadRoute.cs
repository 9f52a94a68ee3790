using System.Globalization;
using Harness.Load.Engine;

namespace Harness.Load;

/// <summary>One way to the workload.</summary>
/// <param name="Name"><c>proxied</c> or <c>direct</c>.</param>
/// <param name="Via">How it is reached, for people, e.g. <c>node's bridge address 172.17.0.2:30080</c>.</param>
/// <param name="Target">What is asked for on it; https for a route through the API server.</param>
public sealed record LoadRoute(string Name, string Via, HttpTarget Target)
{
    /// <summary><see cref="Via"/> and the HTTP version: what results record, as figures of two versions do not compare.</summary>
    public string RecordedVia => string.Create(CultureInfo.InvariantCulture, $"{Via}, HTTP/{Target.HttpVersion}");
}
