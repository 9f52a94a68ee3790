using System.Text.Json.Serialization;
using Harness.Load.Engine;

namespace HelloApp.Endpoints;

/// <summary>Generated at compile time: native AOT has no reflection to serialise with.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BodyDigest))]
[JsonSerializable(typeof(EchoedRequest))]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(HttpAnswer))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class HelloJson : JsonSerializerContext;

/// <summary>Body of an answer that is an error.</summary>
/// <param name="Error">What went wrong, for people.</param>
internal sealed record ErrorReply(string Error);
