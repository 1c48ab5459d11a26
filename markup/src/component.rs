//! A function as a component: its parameters become the fields of a struct, its body the method that draws it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, FnArg, ItemFn, Pat, Result};

/// The struct and its method.
pub fn written_out(item: TokenStream) -> Result<TokenStream> {
    let function: ItemFn = syn::parse2(item)?;
    let ItemFn { attrs, vis, sig, block, .. } = &function;
    let (mut fields, mut names, mut parameters) = (Vec::new(), Vec::new(), Vec::new());
    for input in &sig.inputs {
        let FnArg::Typed(parameter) = input else {
            return Err(Error::new_spanned(input, "a component has no self"));
        };
        let Pat::Ident(name) = &*parameter.pat else {
            return Err(Error::new_spanned(&parameter.pat, "a property has a plain name"));
        };
        let (documentation, name, kind) = (&parameter.attrs, &name.ident, &parameter.ty);
        fields.push(quote! { #(#documentation)* #vis #name: #kind });
        parameters.push(quote! { #name: #kind });
        names.push(name);
    }
    let (name, output) = (&sig.ident, &sig.output);
    Ok(quote! {
        #(#attrs)*
        #vis struct #name { #(#fields),* }

        impl #name {
            /// Draws it.
            #vis fn view(self) -> crate::dom::View {
                fn draw(#(#parameters),*) #output #block
                let Self { #(#names),* } = self;
                // What it reads while it is drawn is nobody else's business.
                crate::signals::untracked(Box::new(move || crate::dom::IntoView::into_view(draw(#(#names),*))))
            }
        }
    })
}
